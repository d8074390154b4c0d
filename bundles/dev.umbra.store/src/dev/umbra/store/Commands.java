package dev.umbra.store;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Clocks;
import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.port.Entries.CommandResult;
import dev.umbra.core.port.StoreException;

/** Results of commands, kept 24 hours, written in the transaction of their effect. */
final class Commands {
	private static final Duration KEPT = Duration.ofHours(24);
	private static final Duration BETWEEN_REMOVALS = Duration.ofMinutes(10);
	private final Clocks clocks;
	/** Of the writing thread. */
	private Instant removed = Instant.MIN;

	Commands(Clocks clocks) {
		this.clocks = clocks;
	}

	/** @throws StoreException if that command was carried out before: its effect must not happen twice */
	void put(Sql sql, @Nullable CommandResult command) throws SQLException {
		if (command == null) {
			return;
		}
		Instant now = clocks.instant();
		removeOld(sql, now);
		int added = sql.prepare("INSERT INTO command (id, method, created, result) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING")
				.text(command.command().value()).text(command.method()).time(now).text(command.resultJson()).change();
		if (added == 0) {
			String message = "The command " + command.command() + " (" + command.method() + ") was carried out before";
			throw new StoreException(Failure.refused(message, "Its first result is kept and can be asked for."), false,
					new IllegalStateException(message));
		}
	}

	Optional<String> result(Sql sql, CommandId command) throws SQLException {
		try (Rows rows = sql.prepare("SELECT result FROM command WHERE id = ? AND created > ?").text(command.value())
				.time(clocks.instant().minus(KEPT)).rows()) {
			return rows.next() ? Optional.of(rows.text()) : Optional.empty();
		}
	}

	private void removeOld(Sql sql, Instant now) throws SQLException {
		if (now.isAfter(removed.plus(BETWEEN_REMOVALS)) || now.isBefore(removed)) {
			sql.prepare("DELETE FROM command WHERE created <= ?").time(now.minus(KEPT)).change();
			removed = now;
		}
	}
}
