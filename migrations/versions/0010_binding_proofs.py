"""What binds the decryptions of an urn is kept beside its archive."""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'


def upgrade():
    with op.batch_alter_table('urn') as urn:
        urn.add_column(sa.Column('proofs', sa.Text(), nullable=False, server_default=''))
    with op.batch_alter_table('urn') as urn:
        urn.alter_column('proofs', server_default=None)


def downgrade():
    op.drop_column('urn', 'proofs')
