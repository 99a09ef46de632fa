"""What a sitting answered, aloud, to « how we will know ». It is lost on the way back."""

import sqlalchemy as sa
from alembic import op

revision = '0043b'
down_revision = '0043'


def upgrade():
    with op.batch_alter_table('item') as item:
        item.add_column(sa.Column('entered', sa.JSON()))
        item.add_column(sa.Column('entered_by_id', sa.Integer()))
        item.add_column(sa.Column('heard', sa.JSON()))
        item.create_foreign_key(op.f('fk_item_entered_by_id'), 'member', ['entered_by_id'], ['id'], ondelete='SET NULL')
        item.create_check_constraint(op.f('ck_item_heard'), 'entered IS NULL OR heard IS NULL')


def downgrade():
    with op.batch_alter_table('item') as item:
        item.drop_constraint(op.f('ck_item_heard'), type_='check')
        item.drop_constraint(op.f('fk_item_entered_by_id'), type_='foreignkey')
        for each in ('heard', 'entered_by_id', 'entered'):
            item.drop_column(each)
