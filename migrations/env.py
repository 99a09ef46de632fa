"""Alembic's way in: the engine is given by `commission.cli.migrate`."""

from alembic import context

from commission.models import Base

with context.config.attributes["engine"].connect() as connection:
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
