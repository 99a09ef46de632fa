"""What the commission does of a silence that two reminders have not ended, each decided in a sitting."""

import sqlalchemy as sa
from alembic import op

revision = '0036'
down_revision = '0033'


def upgrade():
    op.create_table(
        'rung',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('addressee_id', sa.Integer(), nullable=False),
        sa.Column('height', sa.String(length=32), nullable=False),
        sa.Column('decided_on', sa.Date(), nullable=False),
        sa.Column('done_on', sa.Date(), nullable=False),
        sa.Column('whom', sa.Text(), nullable=False),
        sa.Column('words', sa.Text(), nullable=False),
        sa.CheckConstraint("height IN ('above', 'statement')", name=op.f('ck_rung_height')),
        sa.CheckConstraint("(height = 'above') = (whom != '')", name=op.f('ck_rung_whom')),
        sa.CheckConstraint("(height = 'statement') = (words != '')", name=op.f('ck_rung_words')),
        sa.CheckConstraint('done_on >= decided_on', name=op.f('ck_rung_order')),
        sa.ForeignKeyConstraint(['addressee_id'], ['addressee.id'], name=op.f('fk_rung_addressee_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_rung')),
        sa.UniqueConstraint('addressee_id', 'height', name=op.f('uq_rung_addressee_id_height')),
    )
    op.create_index(op.f('ix_rung_addressee_id'), 'rung', ['addressee_id'])


def downgrade():
    if op.get_bind().exec_driver_sql('SELECT count(*) FROM rung').scalar():
        raise RuntimeError('The follow-up says something the version before has no words for.')
    op.drop_table('rung')
