"""The first page of a role may be any action, not only a window."""


def migrate(cr, version):
    """Drop the key to the table of windows, which knows no other action."""
    # Odoo makes no key for the new kind of reference, and leaves the old one there.
    cr.execute(
        """
        ALTER TABLE res_groups
        DROP CONSTRAINT IF EXISTS res_groups_home_action_id_fkey
        """
    )
