package dev.umbra.store;

import java.sql.SQLException;

/** What one call does with a connection, inside a transaction. It may be run again after a rollback. */
@FunctionalInterface
interface Work<T> {
	T on(Sql sql) throws SQLException;
}
