from odoo import models


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    def session_info(self):
        """Let browsers drop the forms they keep on disk when a layout has changed."""
        info = super().session_info()
        version = self.env["bakery.form.layout"]._version()
        if version and "registry_hash" in info:
            info["registry_hash"] = f"{info['registry_hash']} {version}"
        return info
