"""Public versions of an avis: corrections by two people, and texts that revise a published one."""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'

STATUSES = ('referred', 'earlier', 'drafting', 'deliberation', 'frozen', 'voting', 'adopted', 'rejected', 'published',
            'incorporated', 'set_aside', 'withdrawn')


def checks(table, published, numbered, statuses):
    table.create_check_constraint(op.f('ck_opinion_status'), f'status IN {statuses}')
    table.create_check_constraint(op.f('ck_opinion_published'), f'(status IN {published}) = (published_on IS NOT NULL)')
    table.create_check_constraint(op.f('ck_opinion_numbered'), f'(status IN {numbered}) = (number IS NOT NULL)')


def drop_checks(table):
    for name in ('status', 'published', 'numbered'):
        table.drop_constraint(op.f(f'ck_opinion_{name}'), type_='check')


def upgrade():
    with op.batch_alter_table('revision') as revision:
        revision.add_column(sa.Column('issued_on', sa.Date(), nullable=True))
        revision.add_column(sa.Column('adopted_on', sa.Date(), nullable=True))
    # A version was given at adoption: only what is published has one now.
    op.execute("""UPDATE revision SET
                  issued_on = (SELECT published_on FROM opinion WHERE opinion.id = revision.opinion_id),
                  adopted_on = (SELECT adopted_on FROM opinion WHERE opinion.id = revision.opinion_id)
                  WHERE version IS NOT NULL""")
    op.execute("UPDATE revision SET version = NULL, adopted_on = NULL WHERE issued_on IS NULL")
    with op.batch_alter_table('revision') as revision:
        revision.create_check_constraint(op.f('ck_revision_issued'), '(version IS NULL) = (issued_on IS NULL)')
    with op.batch_alter_table('passage') as passage:
        passage.drop_constraint(op.f('uq_passage_uid'), type_='unique')
        passage.create_unique_constraint(op.f('uq_passage_opinion_id_uid'), ['opinion_id', 'uid'])
    with op.batch_alter_table('recommendation') as recommendation:
        recommendation.add_column(sa.Column('last_id', sa.Integer(), nullable=True))
        recommendation.create_foreign_key(op.f('fk_recommendation_last_id'), 'revision', ['last_id'], ['id'])
    with op.batch_alter_table('opinion') as opinion:
        drop_checks(opinion)
        checks(opinion, ('published', 'incorporated', 'withdrawn'),
               ('adopted', 'published', 'incorporated', 'withdrawn'), STATUSES)
        opinion.add_column(sa.Column('correction_id', sa.Integer(), nullable=True))
        opinion.add_column(sa.Column('next_id', sa.Integer(), nullable=True))
        opinion.add_column(sa.Column('revisions_made', sa.Integer(), nullable=False, server_default='0'))
        opinion.add_column(sa.Column('told_version', sa.Integer(), nullable=False, server_default='1'))
        opinion.create_foreign_key(op.f('fk_opinion_correction_id'), 'revision', ['correction_id'], ['id'])
        opinion.create_foreign_key(op.f('fk_opinion_next_id'), 'opinion', ['next_id'], ['id'])
        opinion.create_unique_constraint(op.f('uq_opinion_next_id'), ['next_id'])
    op.execute("UPDATE opinion SET revisions_made = (SELECT max(n) FROM revision WHERE opinion_id = opinion.id)")
    with op.batch_alter_table('opinion') as opinion:
        opinion.alter_column('revisions_made', server_default=None)
        opinion.alter_column('told_version', server_default=None)


def downgrade():
    """Refused once an avis has a second public version: the one before knows no such thing."""
    told = op.get_bind().exec_driver_sql(
        "SELECT count(*) FROM opinion LEFT JOIN revision ON revision.opinion_id = opinion.id AND revision.version > 1 "
        "WHERE revision.id IS NOT NULL OR status = 'incorporated' OR next_id IS NOT NULL").scalar()
    if told:
        raise RuntimeError("An avis has a second version, or a text that revises it: the site before knows no such thing.")
    with op.batch_alter_table('opinion') as opinion:
        opinion.drop_constraint(op.f('fk_opinion_correction_id'), type_='foreignkey')
        opinion.drop_constraint(op.f('fk_opinion_next_id'), type_='foreignkey')
        opinion.drop_constraint(op.f('uq_opinion_next_id'), type_='unique')
        drop_checks(opinion)
        for name in ('correction_id', 'next_id', 'revisions_made', 'told_version'):
            opinion.drop_column(name)
        checks(opinion, ('published', 'withdrawn'), ('adopted', 'published', 'withdrawn'),
               tuple(status for status in STATUSES if status != 'incorporated'))
    with op.batch_alter_table('recommendation') as recommendation:
        recommendation.drop_constraint(op.f('fk_recommendation_last_id'), type_='foreignkey')
        recommendation.drop_column('last_id')
    with op.batch_alter_table('passage') as passage:
        passage.drop_constraint(op.f('uq_passage_opinion_id_uid'), type_='unique')
        passage.create_unique_constraint(op.f('uq_passage_uid'), ['uid'])
    with op.batch_alter_table('revision') as revision:
        revision.drop_constraint(op.f('ck_revision_issued'), type_='check')
        revision.drop_column('issued_on')
        revision.drop_column('adopted_on')
