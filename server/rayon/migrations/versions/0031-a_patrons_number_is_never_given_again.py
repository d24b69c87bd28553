"""a patron's number is never given again, on SQLite as on PostgreSQL"""

import sqlalchemy as sa
from alembic import op


revision = '0031'
down_revision = '0030'
branch_labels = None
depends_on = None

#: Phones may name patrons who were erased and whom nothing here names any more; how many there
#: were is not known. Far fewer than this.
MARGIN = 1_000_000

#: The largest number that anything names; in the log, phones name patrons who may be gone.
NAMED = """
SELECT max(number) FROM (
    SELECT max(id) AS number FROM patron
    UNION ALL SELECT max(CAST(json_extract(payload, '$.patron') AS INTEGER)) FROM action
    UNION ALL SELECT max(CAST(json_extract(payload, '$.card_of') AS INTEGER)) FROM action
    UNION ALL SELECT max(CAST(subject_id AS INTEGER)) FROM trouble WHERE subject_kind = 'patron'
)
"""
#: The largest that a phone can name; whatever is near it was written there by mistake.
LARGEST = 2**31 - 1


def upgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name != 'sqlite':
        return
    # Nobody can have been forgotten where nothing was ever recorded.
    is_used = connection.scalar(sa.text(
        'SELECT EXISTS (SELECT 1 FROM patron) OR EXISTS (SELECT 1 FROM action)'
    ))
    last = connection.scalar(sa.text(NAMED)) or 0
    with op.batch_alter_table(
        'patron', recreate='always', table_kwargs={'sqlite_autoincrement': True}
    ):
        pass
    if is_used:
        # Without a row yet where the table is empty.
        op.execute("DELETE FROM sqlite_sequence WHERE name = 'patron'")
        begin = sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES ('patron', :last)")
        connection.execute(begin, {'last': min(last, LARGEST // 2) + MARGIN})


def downgrade() -> None:
    if op.get_bind().dialect.name == 'sqlite':
        with op.batch_alter_table('patron', recreate='always'):
            pass
