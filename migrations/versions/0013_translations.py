"""Words in other languages are rows: English had a column wherever something was said in it.

What they translate is taken to be what stands today. What is proposed for the settings, and what somebody was typing
when her session ended, keep their English under its new name.
"""

import hashlib
import json
import re

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'

# Each column: its table, what it says, and where what it translates stands.
COLUMNS = (('opinion', 'title'), ('opinion', 'summary'), ('recommendation', 'title'), ('body', 'name'),
           ('commission', 'name'))
PHRASES = ('title', 'summary', 'name')
TABLES = tuple(dict.fromkeys(table for table, _ in COLUMNS))


def fingerprint(text):
    return hashlib.sha256(text.encode()).hexdigest()


def originals():
    """The words in French of everything that has some in English, by table and phrase and row."""
    run = op.get_bind().exec_driver_sql
    found = {(table, phrase): {row: words for row, words in run(f"SELECT id, {phrase} FROM {table}")}
             for table, phrase in (('opinion', 'summary'), ('body', 'name'), ('commission', 'name'))}
    texts = {row: json.loads(body) for row, body in run("SELECT id, body FROM revision")}
    current = dict(run("SELECT id, current_id FROM opinion").all())
    found['opinion', 'title'] = {row: texts[its]['title'] if its else '' for row, its in current.items()}
    asked = run("SELECT r.id, p.uid, r.opinion_id, r.last_id FROM recommendation r JOIN passage p ON p.id = r.passage_id")
    found['recommendation', 'title'] = {
        row: next((each['title'] for each in texts[last or current[opinion]]['passages'] if each['passage'] == uid), '')
        for row, uid, opinion, last in asked}
    return found


def make_rows():
    known, connection = originals(), op.get_bind()
    table = sa.table('translation', *(sa.column(f'{each}_id', sa.Integer) for each in TABLES),
                     *(sa.column(each, sa.Text) for each in ('phrase', 'language', 'words', 'source')))
    rows = [{f'{of}_id': row, 'phrase': phrase, 'language': 'en', 'words': words,
             'source': fingerprint(known[of, phrase][row])}
            for of, phrase in COLUMNS
            for row, words in connection.exec_driver_sql(f"SELECT id, {phrase}_en FROM {of} ORDER BY id") if words]
    for row in rows:
        connection.execute(table.insert(), row)


def rewrite(table, column, change):
    """Change a column of JSON, row by row."""
    its = sa.table(table, sa.column('id', sa.Integer), sa.column(column, sa.JSON))
    for row, value in op.get_bind().execute(sa.select(its.c.id, its.c[column])).all():
        if (fresh := change(value)) != value:
            op.get_bind().execute(its.update().where(its.c.id == row).values({column: fresh}))


def proposed_as_rows(proposed):
    kept = {name: value for name, value in proposed.items() if name != 'name_en'}
    words = proposed.get('name_en')
    return proposed if words is None else {**kept, 'translated': {'en': {'name': words}} if words else {}}


def proposed_as_column(proposed):
    kept = {name: value for name, value in proposed.items() if name != 'translated'}
    words = proposed.get('translated')
    return proposed if words is None else {**kept, 'name_en': words.get('en', {}).get('name', '')}


def typed_as_rows(fields):
    return {re.sub(r'(title|summary|name)_en$', r'translated-en-\1', name): value for name, value in fields.items()}


def typed_as_columns(fields):
    return {re.sub(r'translated-en-(title|summary|name)$', r'\1_en', name): value for name, value in fields.items()}


def upgrade():
    op.create_table('translation',
    sa.Column('id', sa.Integer(), nullable=False),
    *(sa.Column(f'{each}_id', sa.Integer(), nullable=True) for each in TABLES),
    sa.Column('phrase', sa.Enum(*PHRASES, name='phrase', native_enum=False, length=32, create_constraint=True),
              nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('source', sa.Text(), nullable=False),
    sa.CheckConstraint(' + '.join(f'(CASE WHEN {each}_id IS NULL THEN 0 ELSE 1 END)' for each in TABLES) + ' = 1',
                       name=op.f('ck_translation_of')),
    *(sa.ForeignKeyConstraint([f'{each}_id'], [f'{each}.id'], name=op.f(f'fk_translation_{each}_id'))
      for each in TABLES),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_translation')),
    )
    for each in TABLES:
        op.create_index(op.f(f'ix_translation_{each}_id'), 'translation', [f'{each}_id'])
    make_rows()
    rewrite('commission', 'proposed', proposed_as_rows)
    rewrite('parked', 'fields', typed_as_rows)
    for table in TABLES:
        with op.batch_alter_table(table) as batch:
            for phrase in (phrase for of, phrase in COLUMNS if of == table):
                batch.drop_column(f'{phrase}_en')


def downgrade():
    """Refused once something is said in a language that is not English: the version before has no place for it."""
    run = op.get_bind().exec_driver_sql
    if run("SELECT count(*) FROM translation WHERE language != 'en' AND words != ''").scalar():
        raise RuntimeError("There are words in other languages than English: the version before knows no other.")
    for table, phrase in COLUMNS:
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column(f'{phrase}_en', sa.Text(), nullable=False, server_default=''))
        its = f"FROM translation t WHERE t.{table}_id = {table}.id AND t.phrase = '{phrase}' AND t.language = 'en'"
        op.execute(f"UPDATE {table} SET {phrase}_en = (SELECT t.words {its} ORDER BY t.id DESC LIMIT 1) "
                   f"WHERE EXISTS (SELECT 1 {its})")
        with op.batch_alter_table(table) as batch:
            batch.alter_column(f'{phrase}_en', server_default=None)
    rewrite('commission', 'proposed', proposed_as_column)
    rewrite('parked', 'fields', typed_as_columns)
    op.drop_table('translation')
