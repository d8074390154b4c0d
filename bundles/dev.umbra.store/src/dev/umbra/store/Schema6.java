package dev.umbra.store;

import java.sql.SQLException;

/** Format 6: what was signed for a row of the outbox and has no answer yet, so that it is sent again unchanged, also by the next host. */
final class Schema6 implements Migration {
	@Override
	public void apply(Sql sql) throws SQLException {
		sql.run("ALTER TABLE outbox ADD COLUMN signed TEXT");
	}
}
