"""Row-level security of the vault: it answers only in transactions that opened it; its log is append-only."""

from django.db import migrations

FORWARD = """
ALTER TABLE core_vaultitem ENABLE ROW LEVEL SECURITY;
ALTER TABLE core_vaultitem FORCE ROW LEVEL SECURITY;
CREATE POLICY vault_opened ON core_vaultitem
  USING (current_setting('zhiben.vault', true) = 'on')
  WITH CHECK (current_setting('zhiben.vault', true) = 'on');
ALTER TABLE core_vaultaccess ENABLE ROW LEVEL SECURITY;
ALTER TABLE core_vaultaccess FORCE ROW LEVEL SECURITY;
CREATE POLICY append_select ON core_vaultaccess FOR SELECT USING (true);
CREATE POLICY append_insert ON core_vaultaccess FOR INSERT WITH CHECK (true);
"""
BACKWARD = """
DROP POLICY append_insert ON core_vaultaccess;
DROP POLICY append_select ON core_vaultaccess;
ALTER TABLE core_vaultaccess NO FORCE ROW LEVEL SECURITY;
ALTER TABLE core_vaultaccess DISABLE ROW LEVEL SECURITY;
DROP POLICY vault_opened ON core_vaultitem;
ALTER TABLE core_vaultitem NO FORCE ROW LEVEL SECURITY;
ALTER TABLE core_vaultitem DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
