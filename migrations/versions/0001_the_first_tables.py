"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None


def upgrade():
    op.create_table('body',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.Text(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('name_en', sa.Text(), nullable=False),
    sa.Column('funds_us', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_body')),
    sa.UniqueConstraint('slug', name=op.f('uq_body_slug'))
    )
    op.create_table('commission',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('name_en', sa.Text(), nullable=False),
    sa.Column('fictional', sa.Boolean(), nullable=False),
    sa.Column('as_of', sa.Date(), nullable=True),
    sa.Column('founded_on', sa.Date(), nullable=False),
    sa.Column('number_prefix', sa.Text(), nullable=False),
    sa.Column('journal_length', sa.Integer(), nullable=False),
    sa.Column('journal_head', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_commission'))
    )
    op.create_table('invitation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code_index', sa.Text(), nullable=False),
    sa.Column('seat', sa.Enum('member', 'facilitator', name='seat', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.Column('expires_at', sa.DateTime(), nullable=False),
    sa.Column('accepted_at', sa.DateTime(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invitation')),
    sa.UniqueConstraint('code_index', name=op.f('uq_invitation_code_index'))
    )
    op.create_table('member',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.Text(), nullable=False),
    sa.Column('pseudonym', sa.Text(), nullable=False),
    sa.Column('seat', sa.Enum('member', 'facilitator', name='seat', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('code_index', sa.Text(), nullable=False),
    sa.Column('code_hash', sa.Text(), nullable=False),
    sa.Column('joined_on', sa.Date(), nullable=False),
    sa.Column('left_on', sa.Date(), nullable=True),
    sa.Column('knows_exit', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_member')),
    sa.UniqueConstraint('code_index', name=op.f('uq_member_code_index')),
    sa.UniqueConstraint('pseudonym', name=op.f('uq_member_pseudonym')),
    sa.UniqueConstraint('uid', name=op.f('uq_member_uid'))
    )
    op.create_table('register',
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('last', sa.Integer(), nullable=False),
    sa.Column('last_on', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('year', name=op.f('pk_register'))
    )
    op.create_table('opinion',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.Text(), nullable=False),
    sa.Column('status', sa.Enum('referred', 'earlier', 'drafting', 'deliberation', 'frozen', 'voting', 'adopted', 'rejected', 'published', 'set_aside', 'withdrawn', name='status', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('title_en', sa.Text(), nullable=False),
    sa.Column('current_id', sa.Integer(), nullable=True),
    sa.Column('set_aside_why', sa.Text(), nullable=True),
    sa.Column('number', sa.Text(), nullable=True),
    sa.Column('adopted_on', sa.Date(), nullable=True),
    sa.Column('manner', sa.Enum('consensus', 'majority', name='manner', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('reservation', sa.Text(), nullable=False),
    sa.Column('source_document', sa.Text(), nullable=False),
    sa.Column('summary', sa.Text(), nullable=False),
    sa.Column('summary_en', sa.Text(), nullable=False),
    sa.Column('agreed_on', sa.Date(), nullable=True),
    sa.Column('published_on', sa.Date(), nullable=True),
    sa.Column('withdrawal_why', sa.Text(), nullable=True),
    sa.Column('withdrawal_asked_by_id', sa.Integer(), nullable=True),
    sa.Column('withdrawn_on', sa.Date(), nullable=True),
    sa.CheckConstraint("(status = 'set_aside') = (set_aside_why IS NOT NULL)", name=op.f('ck_opinion_set_aside')),
    sa.CheckConstraint("(status = 'withdrawn') = (withdrawn_on IS NOT NULL)", name=op.f('ck_opinion_withdrawn')),
    sa.CheckConstraint("(status IN ('adopted', 'published', 'withdrawn')) = (number IS NOT NULL)", name=op.f('ck_opinion_numbered')),
    sa.CheckConstraint("(status IN ('published', 'withdrawn')) = (published_on IS NOT NULL)", name=op.f('ck_opinion_published')),
    sa.CheckConstraint('(number IS NULL) = (adopted_on IS NULL)', name=op.f('ck_opinion_adopted')),
    sa.CheckConstraint('withdrawn_on IS NULL OR withdrawal_why IS NOT NULL', name=op.f('ck_opinion_withdrawn_why')),
    sa.ForeignKeyConstraint(['current_id'], ['revision.id'], name=op.f('fk_opinion_current_id'), use_alter=True),
    sa.ForeignKeyConstraint(['withdrawal_asked_by_id'], ['member.id'], name=op.f('fk_opinion_withdrawal_asked_by_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_opinion')),
    sa.UniqueConstraint('number', name=op.f('uq_opinion_number')),
    sa.UniqueConstraint('uid', name=op.f('uq_opinion_uid'))
    )
    op.create_index(op.f('ix_opinion_status'), 'opinion', ['status'])

    op.create_table('parked',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.Text(), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('path', sa.Text(), nullable=False),
    sa.Column('fields', sa.JSON(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_parked_member_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_parked')),
    sa.UniqueConstraint('uid', name=op.f('uq_parked_uid'))
    )
    op.create_index(op.f('ix_parked_member_id'), 'parked', ['member_id'])

    op.create_table('reply',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('body_id', sa.Integer(), nullable=False),
    sa.Column('channel', sa.Enum('letter', 'email', 'meeting', 'statement', name='channel', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('dated_on', sa.Date(), nullable=False),
    sa.Column('received_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['body_id'], ['body.id'], name=op.f('fk_reply_body_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reply'))
    )
    op.create_index(op.f('ix_reply_body_id'), 'reply', ['body_id'])

    op.create_table('sign_in',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('token_hash', sa.Text(), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('began_at', sa.DateTime(), nullable=False),
    sa.Column('seen_at', sa.DateTime(), nullable=False),
    sa.Column('first', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_sign_in_member_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_in')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_sign_in_token_hash'))
    )
    op.create_index(op.f('ix_sign_in_member_id'), 'sign_in', ['member_id'])

    op.create_table('event',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('act', sa.Text(), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=True),
    sa.Column('opinion_id', sa.Integer(), nullable=True),
    sa.Column('effective_on', sa.Date(), nullable=True),
    sa.Column('details', sa.JSON(), nullable=False),
    sa.Column('salt', sa.Text(), nullable=True),
    sa.Column('commitment', sa.Text(), nullable=False),
    sa.Column('link', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['member.id'], name=op.f('fk_event_actor_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['opinion_id'], ['opinion.id'], name=op.f('fk_event_opinion_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_event')),
    sa.UniqueConstraint('seq', name=op.f('uq_event_seq'))
    )
    op.create_index(op.f('ix_event_actor_id'), 'event', ['actor_id'])
    op.create_index(op.f('ix_event_opinion_id'), 'event', ['opinion_id'])

    op.create_table('passage',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.Text(), nullable=False),
    sa.Column('opinion_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('heading', 'paragraph', 'recommendation', name='kind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.ForeignKeyConstraint(['opinion_id'], ['opinion.id'], name=op.f('fk_passage_opinion_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_passage')),
    sa.UniqueConstraint('uid', name=op.f('uq_passage_uid'))
    )
    op.create_index(op.f('ix_passage_opinion_id'), 'passage', ['opinion_id'])

    op.create_table('referral',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('opinion_id', sa.Integer(), nullable=False),
    sa.Column('source', sa.Enum('body', 'call', name='source', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('asked_by', sa.Text(), nullable=False),
    sa.Column('question', sa.Text(), nullable=False),
    sa.Column('received_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['opinion_id'], ['opinion.id'], name=op.f('fk_referral_opinion_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_referral')),
    sa.UniqueConstraint('opinion_id', name=op.f('uq_referral_opinion_id'))
    )
    op.create_table('revision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('opinion_id', sa.Integer(), nullable=False),
    sa.Column('n', sa.Integer(), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('fingerprint', sa.Text(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['author_id'], ['member.id'], name=op.f('fk_revision_author_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['opinion_id'], ['opinion.id'], name=op.f('fk_revision_opinion_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_revision')),
    sa.UniqueConstraint('opinion_id', 'n', name=op.f('uq_revision_opinion_id_n')),
    sa.UniqueConstraint('opinion_id', 'version', name=op.f('uq_revision_opinion_id_version'))
    )
    op.create_table('signature',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('opinion_id', sa.Integer(), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=True),
    sa.Column('fingerprint', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_signature_member_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['opinion_id'], ['opinion.id'], name=op.f('fk_signature_opinion_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_signature')),
    sa.UniqueConstraint('opinion_id', 'member_id', 'fingerprint', name=op.f('uq_signature_opinion_id_member_id_fingerprint'))
    )
    op.create_table('comment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.Text(), nullable=False),
    sa.Column('passage_id', sa.Integer(), nullable=False),
    sa.Column('revision_id', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=True),
    sa.Column('parent_id', sa.Integer(), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('resolved_at', sa.DateTime(), nullable=True),
    sa.Column('resolved_by_id', sa.Integer(), nullable=True),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['member.id'], name=op.f('fk_comment_author_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['parent_id'], ['comment.id'], name=op.f('fk_comment_parent_id')),
    sa.ForeignKeyConstraint(['passage_id'], ['passage.id'], name=op.f('fk_comment_passage_id')),
    sa.ForeignKeyConstraint(['resolved_by_id'], ['member.id'], name=op.f('fk_comment_resolved_by_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['revision_id'], ['revision.id'], name=op.f('fk_comment_revision_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_comment')),
    sa.UniqueConstraint('uid', name=op.f('uq_comment_uid'))
    )
    op.create_index(op.f('ix_comment_author_id'), 'comment', ['author_id'])
    op.create_index(op.f('ix_comment_parent_id'), 'comment', ['parent_id'])
    op.create_index(op.f('ix_comment_passage_id'), 'comment', ['passage_id'])

    op.create_table('poll',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.Text(), nullable=False),
    sa.Column('opinion_id', sa.Integer(), nullable=False),
    sa.Column('n', sa.Integer(), nullable=False),
    sa.Column('secrecy', sa.Enum('open', name='secrecy', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('majority', sa.Enum('simple', 'absolute', 'two_thirds', name='majority', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('quorum', sa.Integer(), nullable=False),
    sa.Column('revision_id', sa.Integer(), nullable=False),
    sa.Column('opens_at', sa.DateTime(), nullable=False),
    sa.Column('closes_at', sa.DateTime(), nullable=False),
    sa.Column('opened_at', sa.DateTime(), nullable=True),
    sa.Column('closed_at', sa.DateTime(), nullable=True),
    sa.Column('cancelled_at', sa.DateTime(), nullable=True),
    sa.Column('cancelled_why', sa.Text(), nullable=True),
    sa.Column('verdict', sa.Enum('adopted', 'rejected', 'no_quorum', name='verdict', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('tally_for', sa.Integer(), nullable=True),
    sa.Column('tally_against', sa.Integer(), nullable=True),
    sa.Column('tally_abstain', sa.Integer(), nullable=True),
    sa.CheckConstraint('(cancelled_at IS NULL) = (cancelled_why IS NULL)', name=op.f('ck_poll_cancelled')),
    sa.CheckConstraint('(tally_for IS NULL) = (verdict IS NULL)', name=op.f('ck_poll_counted')),
    sa.CheckConstraint('(verdict IS NULL) = (closed_at IS NULL)', name=op.f('ck_poll_closed')),
    sa.CheckConstraint('closed_at IS NULL OR cancelled_at IS NULL', name=op.f('ck_poll_one_end')),
    sa.CheckConstraint('closed_at IS NULL OR opened_at IS NOT NULL', name=op.f('ck_poll_opened')),
    sa.CheckConstraint('opens_at < closes_at', name=op.f('ck_poll_times')),
    sa.ForeignKeyConstraint(['opinion_id'], ['opinion.id'], name=op.f('fk_poll_opinion_id')),
    sa.ForeignKeyConstraint(['revision_id'], ['revision.id'], name=op.f('fk_poll_revision_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_poll')),
    sa.UniqueConstraint('opinion_id', 'n', name=op.f('uq_poll_opinion_id_n')),
    sa.UniqueConstraint('uid', name=op.f('uq_poll_uid'))
    )
    op.create_table('recommendation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('opinion_id', sa.Integer(), nullable=False),
    sa.Column('passage_id', sa.Integer(), nullable=False),
    sa.Column('n', sa.Integer(), nullable=False),
    sa.Column('theme', sa.Text(), nullable=False),
    sa.Column('title_en', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['opinion_id'], ['opinion.id'], name=op.f('fk_recommendation_opinion_id')),
    sa.ForeignKeyConstraint(['passage_id'], ['passage.id'], name=op.f('fk_recommendation_passage_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recommendation')),
    sa.UniqueConstraint('opinion_id', 'n', name=op.f('uq_recommendation_opinion_id_n')),
    sa.UniqueConstraint('passage_id', name=op.f('uq_recommendation_passage_id'))
    )
    op.create_table('addressee',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('recommendation_id', sa.Integer(), nullable=False),
    sa.Column('body_id', sa.Integer(), nullable=False),
    sa.Column('name_then', sa.Text(), nullable=False),
    sa.Column('role', sa.Enum('responsible', 'associated', name='role', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('sent_on', sa.Date(), nullable=True),
    sa.Column('months', sa.Integer(), nullable=False),
    sa.CheckConstraint('months > 0', name=op.f('ck_addressee_months')),
    sa.ForeignKeyConstraint(['body_id'], ['body.id'], name=op.f('fk_addressee_body_id')),
    sa.ForeignKeyConstraint(['recommendation_id'], ['recommendation.id'], name=op.f('fk_addressee_recommendation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_addressee')),
    sa.UniqueConstraint('recommendation_id', 'body_id', name=op.f('uq_addressee_recommendation_id_body_id'))
    )
    op.create_index(op.f('ix_addressee_body_id'), 'addressee', ['body_id'])

    op.create_table('assessment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('recommendation_id', sa.Integer(), nullable=False),
    sa.Column('judgement', sa.Enum('not_reviewed', 'meets', 'meets_in_part', 'does_not_meet', 'nothing_changed', 'cannot_tell', name='judgement', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('adopted_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['recommendation_id'], ['recommendation.id'], name=op.f('fk_assessment_recommendation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assessment'))
    )
    op.create_index(op.f('ix_assessment_recommendation_id'), 'assessment', ['recommendation_id'])

    op.create_table('entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('poll_id', sa.Integer(), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=True),
    sa.Column('choice', sa.Enum('for', 'against', 'abstain', name='choice', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_entry_member_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['poll_id'], ['poll.id'], name=op.f('fk_entry_poll_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_entry')),
    sa.UniqueConstraint('poll_id', 'member_id', name=op.f('uq_entry_poll_id_member_id'))
    )
    op.create_index(op.f('ix_entry_member_id'), 'entry', ['member_id'])

    op.create_table('answer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('reply_id', sa.Integer(), nullable=False),
    sa.Column('addressee_id', sa.Integer(), nullable=False),
    sa.Column('response', sa.Enum('awaited', 'acknowledged', 'under_study', 'accepted', 'accepted_in_part', 'not_accepted', 'not_theirs', name='response', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('quote', sa.Text(), nullable=False),
    sa.Column('revisit_on', sa.Date(), nullable=True),
    sa.Column('redirected_to', sa.Text(), nullable=False),
    sa.CheckConstraint("response != 'not_theirs' OR redirected_to != ''", name=op.f('ck_answer_not_theirs')),
    sa.CheckConstraint("response != 'under_study' OR revisit_on IS NOT NULL", name=op.f('ck_answer_under_study')),
    sa.ForeignKeyConstraint(['addressee_id'], ['addressee.id'], name=op.f('fk_answer_addressee_id')),
    sa.ForeignKeyConstraint(['reply_id'], ['reply.id'], name=op.f('fk_answer_reply_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_answer')),
    sa.UniqueConstraint('reply_id', 'addressee_id', name=op.f('uq_answer_reply_id_addressee_id'))
    )
    op.create_index(op.f('ix_answer_addressee_id'), 'answer', ['addressee_id'])

    op.create_table('progress',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('addressee_id', sa.Integer(), nullable=False),
    sa.Column('implementation', sa.Enum('unknown', 'not_started', 'under_way', 'partly_done', 'done', 'dropped', 'moot', name='implementation', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('basis', sa.Enum('stated', 'document', 'seen', name='basis', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('stated_on', sa.Date(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.CheckConstraint("implementation != 'moot' OR note != ''", name=op.f('ck_progress_moot')),
    sa.CheckConstraint("implementation IN ('unknown', 'not_started') OR basis IS NOT NULL", name=op.f('ck_progress_has_basis')),
    sa.ForeignKeyConstraint(['addressee_id'], ['addressee.id'], name=op.f('fk_progress_addressee_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_progress'))
    )
    op.create_index(op.f('ix_progress_addressee_id'), 'progress', ['addressee_id'])

    op.create_table('evidence',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('progress_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('url', sa.Text(), nullable=False),
    sa.Column('dated_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['progress_id'], ['progress.id'], name=op.f('fk_evidence_progress_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evidence'))
    )
    op.create_index(op.f('ix_evidence_progress_id'), 'evidence', ['progress_id'])
    if op.get_bind().dialect.name != 'sqlite':  # SQLite has it in the table already, and cannot add it later
        op.create_foreign_key(op.f('fk_opinion_current_id'), 'opinion', 'revision', ['current_id'], ['id'])


def downgrade():
    if op.get_bind().dialect.name != 'sqlite':
        op.drop_constraint(op.f('fk_opinion_current_id'), 'opinion', type_='foreignkey')
    op.drop_index(op.f('ix_evidence_progress_id'), 'evidence')

    op.drop_table('evidence')
    op.drop_index(op.f('ix_progress_addressee_id'), 'progress')

    op.drop_table('progress')
    op.drop_index(op.f('ix_answer_addressee_id'), 'answer')

    op.drop_table('answer')
    op.drop_index(op.f('ix_entry_member_id'), 'entry')

    op.drop_table('entry')
    op.drop_index(op.f('ix_assessment_recommendation_id'), 'assessment')

    op.drop_table('assessment')
    op.drop_index(op.f('ix_addressee_body_id'), 'addressee')

    op.drop_table('addressee')
    op.drop_table('recommendation')
    op.drop_table('poll')
    op.drop_index(op.f('ix_comment_passage_id'), 'comment')
    op.drop_index(op.f('ix_comment_parent_id'), 'comment')
    op.drop_index(op.f('ix_comment_author_id'), 'comment')

    op.drop_table('comment')
    op.drop_table('signature')
    op.drop_table('revision')
    op.drop_table('referral')
    op.drop_index(op.f('ix_passage_opinion_id'), 'passage')

    op.drop_table('passage')
    op.drop_index(op.f('ix_event_opinion_id'), 'event')
    op.drop_index(op.f('ix_event_actor_id'), 'event')

    op.drop_table('event')
    op.drop_index(op.f('ix_sign_in_member_id'), 'sign_in')

    op.drop_table('sign_in')
    op.drop_index(op.f('ix_reply_body_id'), 'reply')

    op.drop_table('reply')
    op.drop_index(op.f('ix_parked_member_id'), 'parked')

    op.drop_table('parked')
    op.drop_index(op.f('ix_opinion_status'), 'opinion')

    op.drop_table('opinion')
    op.drop_table('register')
    op.drop_table('member')
    op.drop_table('invitation')
    op.drop_table('commission')
    op.drop_table('body')
