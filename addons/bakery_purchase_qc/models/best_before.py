"""The best-before day of what has an ``expiration_date``, where the user works."""

from odoo import fields


def last_day(record):
    """Return the day, False when nobody wrote it."""
    expiry = record.expiration_date
    return expiry and fields.Datetime.context_timestamp(record, expiry).date()


def days_left(record):
    """Return the days until then, negative when it is past; None without a day."""
    last = last_day(record)
    return (last - fields.Date.context_today(record)).days if last else None
