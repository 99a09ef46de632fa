"""Alembic's way in: the engine, or the connection, is given by `commission/server/schema.py`."""

from alembic import context

from commission.models import Base


def watch_keys(connection, on: bool) -> None:
    """On SQLite a table is altered by making it anew; watched meanwhile, the rows that refer to it would go with it."""
    if connection.dialect.name == "sqlite":
        connection.connection.dbapi_connection.execute(f"PRAGMA foreign_keys = {'ON' if on else 'OFF'}")


def check_keys(connection) -> None:
    """Fail before anything is kept if a row refers to one that is not there."""
    if connection.dialect.name == "sqlite":
        lost = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        assert not lost, f"rows without what they refer to: {lost[:5]}"


def bring_up(connection) -> None:
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
        check_keys(connection)


given = context.config.attributes
if "connection" in given:  # in a transaction of somebody else's, who commits
    bring_up(given["connection"])
else:
    with given["engine"].connect() as connection:
        watch_keys(connection, False)
        bring_up(connection)
        connection.commit()
        watch_keys(connection, True)
