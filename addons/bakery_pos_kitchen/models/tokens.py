"""Tokens of tablets and programs that have no user: the server keeps their hashes."""

import hashlib

from werkzeug.exceptions import Unauthorized

from odoo.fields import Domain
from odoo.http import request

# No token of ours is longer; what is longer need not be hashed.
LONGEST = 100


def hash_token(token):
    return hashlib.sha256(token.encode()).hexdigest()


def holder_of(model, token, domain=Domain.TRUE):
    """Return the record of ``model`` that a token belongs to, or none.

    :param domain: what the record must be like besides
    """
    if not token or len(token) > LONGEST:
        return model.browse()
    # sudo: the token is the proof.
    return model.sudo().search(
        Domain("token_hash", "=", hash_token(token)) & Domain(domain), limit=1
    )


def admit(holder, refusal):
    """Return who holds a token, speaking the language of the company.

    :param str refusal: what the answer's ``error`` says
    :raise Unauthorized: nobody holds it
    """
    if not holder:
        refused = request.make_json_response({"error": refusal}, status=401)
        raise Unauthorized(response=refused)
    lang = holder.company_id.partner_id.lang or request.env.lang
    return holder.with_context(lang=lang)
