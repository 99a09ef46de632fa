"""The second factor of facilitators; their visits that are open now show it before anything else."""

import sqlalchemy as sa
from alembic import op

revision = '0026'
down_revision = '0028'


def upgrade():
    op.create_table(
        'factor',
        sa.Column('member_id', sa.Integer(), nullable=False),
        sa.Column('sealed', sa.Text(), nullable=False),
        sa.Column('since', sa.Date(), nullable=False),
        sa.Column('last_step', sa.Integer(), nullable=False),
        sa.Column('spent', sa.JSON(), nullable=False),
        sa.Column('missed_on', sa.Date()),
        sa.Column('misses', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_factor_member_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('member_id', name=op.f('pk_factor')),
    )
    with op.batch_alter_table('sign_in') as sign_in:
        sign_in.add_column(sa.Column('vouched', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE sign_in SET vouched = (SELECT member.seat <> 'facilitator' OR commission.fictional "
               "FROM member, commission WHERE member.id = sign_in.member_id)")
    with op.batch_alter_table('sign_in') as sign_in:
        sign_in.alter_column('vouched', existing_type=sa.Boolean(), server_default=None)


def downgrade():
    with op.batch_alter_table('sign_in') as sign_in:
        sign_in.drop_column('vouched')
    op.drop_table('factor')
