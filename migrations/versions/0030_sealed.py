"""What people write and their names are sealed, a key of each person's; the index of a code tells less than the code."""

import base64
import json

import sqlalchemy as sa
from alembic import op

from commission.models.sealed import MARK, Under, box, new_key

revision = '0030'
down_revision = '0036b'

FACTS = {'event': ['details'], 'waiting': ['place', 'fields'], 'question': ['options'], 'parked': ['fields'],
         'reply_link': ['fields']}
UNIQUE = ('uq_member_pseudonym', 'uq_member_code_index')
# Which words are under the commission's key, and which under that of the person a column names.
OURS = {
    'sitting': ['minutes'], 'referral': ['asked_by', 'question'], 'comment': ['answer', 'gone_why'],
    'amendment': ['answer'], 'poll': ['cancelled_why'], 'question': ['asked', 'options'], 'event': ['details'],
    'waiting': ['place', 'fields', 'sent_back_why'], 'reply_link': ['fields', 'handed_back_why'],
    'revision WHERE version IS NULL': ['body', 'reason'],
    "translation WHERE phrase != 'name'": ['words'],
    'opinion WHERE published_on IS NULL': [
        'set_aside_why', 'reservation', 'source_document', 'summary', 'withdrawal_why'],
}
HERS = {
    'comment': ('author_id', ['text']), 'parked': ('member_id', ['path', 'typed']),
    "amendment WHERE fate NOT IN ('accepted', 'carried')": ('author_id', ['words', 'reason']),
    'factor': ('member_id', ['secret']), 'member': ('id', ['pseudonym']),
}
ADOPTED = {"amendment WHERE fate IN ('accepted', 'carried')": ['words', 'reason']}


def upgrade():
    reshape()
    bind = op.get_bind()
    people = {row.id: (row.uid, new_key()) for row in bind.execute(sa.text('SELECT id, uid FROM member'))}
    write(bind, 'member', [{'key_': id, 'key': bind.dialect.keys.seal(key)} for id, (_, key) in people.items()])
    open_factors(bind)
    for table, columns in (OURS | ADOPTED).items():
        seal(bind, table, columns)
    for table, (owner, columns) in HERS.items():
        seal(bind, table, columns, owner, people)


def reshape():
    for table, columns in FACTS.items():
        with op.batch_alter_table(table) as its:
            for column in columns:
                its.alter_column(column, existing_type=sa.JSON(), type_=sa.Text(), existing_nullable=False,
                                 **({'new_column_name': 'typed'} if table == 'parked' else {}))
    with op.batch_alter_table('factor') as factor:
        factor.alter_column('sealed', new_column_name='secret', existing_type=sa.Text(), existing_nullable=False)
    with op.batch_alter_table('member') as member:
        member.add_column(sa.Column('key', sa.Text(), nullable=False, server_default=''))
        for name in UNIQUE:
            member.drop_constraint(name, type_='unique')
    with op.batch_alter_table('member') as member:
        member.alter_column('key', existing_type=sa.Text(), server_default=None)
    op.execute("UPDATE member SET code_index = CASE WHEN left_on IS NULL THEN substr(code_index, 1, 4) ELSE '' END")


def open_factors(bind):
    """They were sealed already, in a way of their own."""
    rows = bind.execute(sa.text('SELECT factor.member_id, secret, uid FROM factor JOIN member ON id = member_id')).all()
    opened = []
    for row in rows:
        raw = base64.b64decode(row.secret)
        words = box(bind.dialect.keys.pepper, 'small secrets').decrypt(raw[:12], raw[12:], row.uid.encode())
        opened.append({'key_': row.member_id, 'secret': words.decode()})
    write(bind, 'factor', opened, 'member_id')


def seal(bind, table, columns, owner=None, people=()):
    keys, name = bind.dialect.keys, table.partition(' ')[0]
    key = 'member_id' if name == 'factor' else 'id'
    changed = []
    for row in bind.execute(sa.text(f"SELECT {key}, {', '.join([*columns, *([owner] if owner else [])])} FROM {table}")
                            ).mappings().all():
        whose = people[row[owner]] if owner and row[owner] else ('',)
        changed.append({'key_': row[key], **{each: row[each] and keys.seal(Under(text_of(name, each, row[each]), *whose))
                                             for each in columns if row[each] not in ('{}', '[]')}})
    write(bind, name, [row for row in changed if len(row) > 1], key)


def text_of(table, column, raw):
    """JSON as it is written now."""
    is_json = column in FACTS.get(table, []) or column == 'typed'
    return json.dumps(json.loads(raw), ensure_ascii=False) if is_json else raw


def write(bind, table, rows, key='id'):
    for names in {tuple(sorted(row)) for row in rows}:
        sets = ', '.join(f'{name} = :{name}' for name in names if name != 'key_')
        bind.execute(sa.text(f'UPDATE "{table}" SET {sets} WHERE {key} = :key_'),
                     [row for row in rows if tuple(sorted(row)) == names])


def downgrade():
    """Words are written as they were; whoever left has no code, and each index is a number that nothing opens."""
    bind = op.get_bind()
    for table, columns in OURS.items():
        unseal(bind, table.partition(' ')[0], columns)
    for table, (_, columns) in HERS.items():
        unseal(bind, table.partition(' ')[0], columns)
    bind.execute(sa.text('DELETE FROM factor'))  # they were sealed in another way
    bind.execute(sa.text('UPDATE member SET code_index = uid'))
    with op.batch_alter_table('member') as member:
        member.drop_column('key')
        member.create_unique_constraint(UNIQUE[0], ['pseudonym'])
        member.create_unique_constraint(UNIQUE[1], ['code_index'])
    with op.batch_alter_table('factor') as factor:
        factor.alter_column('secret', new_column_name='sealed', existing_type=sa.Text(), existing_nullable=False)
    for table, columns in FACTS.items():
        with op.batch_alter_table(table) as its:
            for column in columns:
                now, then = ('typed', {'new_column_name': column}) if table == 'parked' else (column, {})
                its.alter_column(now, existing_type=sa.Text(), type_=sa.JSON(), existing_nullable=False,
                                 postgresql_using=f'{now}::json', **then)


def unseal(bind, table, columns):
    keys, key = bind.dialect.keys, 'member_id' if table == 'factor' else 'id'
    rows = bind.execute(sa.text(f"SELECT {key}, {', '.join(columns)} FROM {table}")).mappings().all()
    write(bind, table, [{'key_': row[key], **{each: row[each] and keys.open(row[each]) for each in columns}}
                        for row in rows if any((row[each] or '').startswith(MARK) for each in columns)], key)
