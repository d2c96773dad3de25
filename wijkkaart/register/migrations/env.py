"""What Alembic runs before the steps: they go in the transaction of whoever asks for them."""

from alembic import context

from wijkkaart.register.schema import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
