#!/bin/sh
# Runs once, when the database's volume is new: the role that Odoo works as.
set -eu
psql -v ON_ERROR_STOP=1 -v password="$(cat /run/secrets/db_password)" -U postgres <<'SQL'
CREATE ROLE bakery LOGIN CREATEDB PASSWORD :'password';
SQL
