package dev.umbra.store;

import java.sql.SQLException;

/**
 * One step from a format of the store to the next. All missing steps run in one transaction, after a copy of the old file
 * was made. A migration that was ever released is never changed again, and keeps its test with a literal old store.
 */
interface Migration {
	void apply(Sql sql) throws SQLException;
}
