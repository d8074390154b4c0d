package dev.umbra.relay;

import java.time.Instant;

import dev.umbra.core.catalog.CatalogRecord;
import dev.umbra.core.port.CatalogRecords.Grave;
import dev.umbra.core.port.CatalogRecords.Head;
import dev.umbra.core.port.CatalogRecords.Queued;
import dev.umbra.core.relay.RelayMode;

/**
 * What one row of the outbox comes to, by what is stored of its coordinate. Pure.
 *
 * @param hidden the {@code d} that stands for the coordinate where its name must not be seen
 * @param signed the latest second that was signed for it at this relay while it was not known whether it arrived; 0 for none
 */
record Sending(RelayMode mode, String hidden, Instant now, long signed, Saying.Keeping keeping) {
	Saying of(Working working, Queued row) {
		if (row.notBefore() != null && now.isBefore(row.notBefore())) {
			return new Saying.Later(row.notBefore());
		}
		CatalogRecord entry = working.entry();
		if (entry != null) {
			return version(working, entry, row.relay());
		}
		Grave grave = working.grave();
		return grave == null ? new Saying.Nothing() : deletion(working, grave, row.relay());
	}

	private Saying version(Working working, CatalogRecord entry, String relay) {
		boolean plain = mode == RelayMode.BUZZ_COMPATIBLE || entry.shared();
		Head head = working.head(relay);
		String wireD = wireD(working, plain, head);
		boolean moves = head != null && !head.deleted() && !head.wireD().equals(wireD);
		if (!working.differs(relay) && !moves) {
			return new Saying.Nothing();
		}
		long after = Math.max(signed, head == null ? 0 : head.createdAt() + (moves ? 1 : 0)) + 1;
		if (entry.event().isEmpty()) {
			long latest = working.heads().values().stream().mapToLong(Head::createdAt).max().orElse(0);
			return new Saying.Version(wireD, entry.content(), entry.shared(), !plain,
					Math.max(Math.max(now.getEpochSecond(), entry.createdAt()), Math.max(after, latest + 1)), false);
		}
		Head other = elsewhere(working, entry, relay);
		if (other != null && other.wireD().equals(wireD) && other.createdAt() >= after) {
			return new Saying.Same(other.json(), wireD, entry.content(), entry.shared());
		}
		return new Saying.Version(wireD, entry.content(), entry.shared(), !plain, Math.max(entry.createdAt(), after), entry.createdAt() >= after);
	}

	/** The head of another relay that made the record what it is, if it still says the same. */
	private static Head elsewhere(Working working, CatalogRecord entry, String relay) {
		return working.heads().values().stream().filter(head -> !head.relay().equals(relay) && head.event().equals(entry.event())
				&& head.content().equals(entry.content()) && head.shared() == entry.shared()).findFirst().orElse(null);
	}

	private String wireD(Working working, boolean plain, Head head) {
		String name = working.at().d();
		if (plain) {
			return name;
		}
		return head == null || head.wireD().equals(name) ? hidden : head.wireD();
	}

	private Saying deletion(Working working, Grave grave, String relay) {
		Head head = working.head(relay);
		if (head == null && signed == 0) {
			return new Saying.Nothing();
		}
		String wireD = head == null ? (mode == RelayMode.PRIVATE ? hidden : working.at().d()) : head.wireD();
		if (head == null || !head.deleted() || Received.requestsOneVersion(head)) {
			long after = Math.max(signed, head == null ? 0 : head.createdAt()) + 1;
			return new Saying.Request(wireD, Math.max(grave.event().isEmpty() ? Math.max(now.getEpochSecond(), grave.createdAt()) : grave.createdAt(), after));
		}
		if (!Received.requests(head)) {
			return new Saying.Nothing();
		}
		Boolean kept = mode == RelayMode.PRIVATE ? Boolean.FALSE : keeping.kept(head.event());
		if (kept == null) {
			return new Saying.AskWhetherKept(head.event());
		}
		return kept ? new Saying.Nothing() : new Saying.GraveOf(wireD, !wireD.equals(working.at().d()), Math.max(head.createdAt(), signed) + 1);
	}
}
