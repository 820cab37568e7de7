"""The one Alembic environment: runs the revisions of the owner it is given, on the connection it is given."""

from alembic import context

from værdig.db.migrate import filter_for

config = context.config
owner = config.attributes["owner"]
connection = config.attributes["connection"]

context.configure(
    connection=connection,
    target_metadata=config.attributes["metadata"],
    version_table=owner.version_table,
    include_object=filter_for(owner),
    compare_type=True,
    render_as_batch=True,
    transactional_ddl=True,
)

with context.begin_transaction():
    context.run_migrations()
if connection.in_transaction():
    connection.commit()
