"""What the commission sets for itself is in the database; people leave by an act."""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'

# What the code said until now, for an installation that already stands.
SETTINGS = (
    ('association', sa.Text(), "''"), ('place', sa.Text(), "''"), ('timezone', sa.Text(), "'Europe/Paris'"),
    ('languages', sa.JSON(), "'[]'"), ('quorum', sa.String(32), "'more_than_half'"),
    ('months_to_reply', sa.Integer(), '3'), ('months_to_remind', sa.Integer(), '6'),
    ('months_to_review', sa.Integer(), '12'), ('neutral_site', sa.Text(), "''"), ('proposed', sa.JSON(), "'{}'"),
)


def upgrade():
    with op.batch_alter_table('commission') as commission:
        for name, kind, otherwise in SETTINGS:
            commission.add_column(sa.Column(name, kind, nullable=False, server_default=sa.text(otherwise)))
        commission.add_column(sa.Column('proposed_by_id', sa.Integer(), nullable=True))
        commission.create_foreign_key(op.f('fk_commission_proposed_by_id'), 'member', ['proposed_by_id'], ['id'],
                                      ondelete='SET NULL')
        commission.create_check_constraint(op.f('ck_commission_quorum'),
                                           "quorum IN ('more_than_half', 'half', 'two_thirds', 'all')")
        commission.create_check_constraint(
            op.f('ck_commission_months'),
            'months_to_reply > 0 AND months_to_remind > months_to_reply AND months_to_review > 0')
    with op.batch_alter_table('commission') as commission:
        for name, _, _ in SETTINGS:
            commission.alter_column(name, server_default=None)
    with op.batch_alter_table('member') as member:
        member.add_column(sa.Column('departure_asked_by_id', sa.Integer(), nullable=True))
        member.create_foreign_key(op.f('fk_member_departure_asked_by_id'), 'member', ['departure_asked_by_id'], ['id'],
                                  ondelete='SET NULL')


def downgrade():
    with op.batch_alter_table('member') as member:
        member.drop_constraint(op.f('fk_member_departure_asked_by_id'), type_='foreignkey')
        member.drop_column('departure_asked_by_id')
    with op.batch_alter_table('commission') as commission:
        commission.drop_constraint(op.f('fk_commission_proposed_by_id'), type_='foreignkey')
        for name in ('quorum', 'months'):
            commission.drop_constraint(op.f(f'ck_commission_{name}'), type_='check')
        commission.drop_column('proposed_by_id')
        for name, _, _ in SETTINGS:
            commission.drop_column(name)
