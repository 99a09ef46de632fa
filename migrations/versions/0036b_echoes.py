"""The same demand made elsewhere, with its address and its day."""

import sqlalchemy as sa
from alembic import op

revision = '0036b'
down_revision = '0036'


def upgrade():
    op.create_table(
        'echo',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('recommendation_id', sa.Integer(), nullable=False),
        sa.Column('whose', sa.Text(), nullable=False),
        sa.Column('title', sa.Text(), nullable=False),
        sa.Column('url', sa.Text(), nullable=False),
        sa.Column('dated_on', sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(['recommendation_id'], ['recommendation.id'], name=op.f('fk_echo_recommendation_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_echo')),
    )
    op.create_index(op.f('ix_echo_recommendation_id'), 'echo', ['recommendation_id'])


def downgrade():
    if op.get_bind().exec_driver_sql('SELECT count(*) FROM echo').scalar():
        raise RuntimeError('The follow-up says something the version before has no words for.')
    op.drop_table('echo')
