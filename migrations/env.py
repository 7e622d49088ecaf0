"""How Alembic runs CaseDesk's migrations: on a connection that the program hands over.

There is no database address and no offline mode: a store opens only with its keys, and always
through :mod:`casedesk.store.upgrade`.
"""

from alembic import context

from casedesk.features import load_records
from casedesk.store.base import Base
from casedesk.store.upgrade import check_links, in_scope

load_records()
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
    transactional_ddl=True,
    transaction_per_migration=True,
    include_object=in_scope,
    on_version_apply=check_links,
)
with context.begin_transaction():
    context.run_migrations()
