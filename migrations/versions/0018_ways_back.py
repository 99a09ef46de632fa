"""Ways back: a text that was set aside, a remark whose words are erased, a person who comes back."""

import sqlalchemy as sa
from alembic import op

revision = '0018'
down_revision = '0020'
FROM = """
    UPDATE opinion SET set_aside_from = CASE
        WHEN EXISTS (SELECT 1 FROM event WHERE event.opinion_id = opinion.id AND event.act = 'begin_version') THEN ''
        WHEN EXISTS (SELECT 1 FROM event WHERE event.opinion_id = opinion.id AND event.act = 'enter_earlier')
            THEN 'earlier'
        ELSE 'drafting' END
    WHERE status = 'set_aside'
"""


def upgrade():
    op.add_column('opinion', sa.Column('set_aside_from', sa.Text()))
    op.execute(FROM)
    with op.batch_alter_table('opinion') as opinion:
        opinion.create_check_constraint(op.f('ck_opinion_set_aside_from'),
                                        "(status = 'set_aside') = (set_aside_from IS NOT NULL)")
    with op.batch_alter_table('comment') as comment:
        comment.add_column(sa.Column('gone_at', sa.DateTime()))
        comment.add_column(sa.Column('gone_by_id', sa.Integer()))
        comment.add_column(sa.Column('gone_why', sa.Text(), nullable=False, server_default=''))
    with op.batch_alter_table('comment') as comment:
        comment.alter_column('gone_why', existing_type=sa.Text(), server_default=None)
        comment.create_check_constraint(op.f('ck_comment_gone'), "gone_at IS NULL OR text = ''")
        comment.create_foreign_key(op.f('fk_comment_gone_by_id'), 'member', ['gone_by_id'], ['id'],
                                   ondelete='SET NULL')
    with op.batch_alter_table('invitation') as invitation:
        invitation.add_column(sa.Column('person_id', sa.Integer()))
        invitation.create_foreign_key(op.f('fk_invitation_person_id'), 'member', ['person_id'], ['id'])


def downgrade():
    with op.batch_alter_table('invitation') as invitation:
        invitation.drop_constraint(op.f('fk_invitation_person_id'), type_='foreignkey')
        invitation.drop_column('person_id')
    with op.batch_alter_table('comment') as comment:
        comment.drop_constraint(op.f('fk_comment_gone_by_id'), type_='foreignkey')
        comment.drop_constraint(op.f('ck_comment_gone'), type_='check')
        comment.drop_column('gone_why')
        comment.drop_column('gone_by_id')
        comment.drop_column('gone_at')
    with op.batch_alter_table('opinion') as opinion:
        opinion.drop_constraint(op.f('ck_opinion_set_aside_from'), type_='check')
        opinion.drop_column('set_aside_from')
