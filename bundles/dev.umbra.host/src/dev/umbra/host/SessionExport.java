package dev.umbra.host;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.Threads;
import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.port.Entries;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.wire.Blotter;

/**
 * Makes documents of sessions, piece by piece: {@link Sessions#export}. What is in memory is a piece and a few entries, however
 * long the session is. The values of all agents' secrets are blotted out, since one agent may have read what another was
 * given.
 */
final class SessionExport {
	private final HostParts parts;
	private final SessionMailboxes mailboxes;
	private final AgentLives lives;
	/** A piece is put together from several reads. */
	private final Executor exports = Threads.virtualEach("export");

	SessionExport(HostParts parts, SessionMailboxes mailboxes, AgentLives lives) {
		this.parts = parts;
		this.mailboxes = mailboxes;
		this.lives = lives;
	}

	CompletionStage<Outcome<Sessions.Exported>> piece(Sessions.Export p) {
		return Stages.outcome(() -> {
			ExportPlace from = ExportPlace.parse(p.from());
			return mailboxes.resolve(p.session()).thenCombine(blotter(), (id, blotter) -> new Asked(id, blotter))
					.thenApplyAsync(asked -> piece(asked, p, from), exports);
		});
	}

	private record Asked(SessionId session, Blotter blotter) {
	}

	private Sessions.Exported piece(Asked asked, Sessions.Export p, ExportPlace from) {
		Entries.Slice slice = parts.entries().newest(asked.session(), 1, 0).toCompletableFuture().join();
		SessionSummary summary = slice.summary();
		ExportForm form = form(p.format(), summary, parts.epoch(), asked.blotter()::text, from.state());
		ExportPiece piece = new ExportPiece(parts.entries(), asked.session(), form, asked.blotter());
		ExportPlace at = from;
		if (at.ordinal() == 0) {
			piece.add(form.head(summary, parts.clocks().instant()));
			long last = slice.entries().isEmpty() ? 0 : slice.entries().getLast().ordinal();
			at = new ExportPlace(last, 1, 0, 0, 0, form.state());
		}
		ExportPlace next = piece.fill(at);
		return new Sessions.Exported(piece.text(), next == null ? null : next.toString());
	}

	private static ExportForm form(Sessions.Format format, SessionSummary session, String epoch, UnaryOperator<String> blot, String state) {
		return switch (format) {
		case MD -> new MarkdownExport(session.agentName(), blot, state);
		case HTML -> new HtmlExport(session.agentName(), blot, state);
		case JSON -> new JsonExport(epoch, blot, state);
		};
	}

	/** Fails in words while the secrets cannot be opened: a document that may show one is not made. */
	private CompletionStage<Blotter> blotter() {
		CompletionStage<Map<String, String>> all = CompletableFuture.completedFuture(Map.of());
		int agent = 0;
		for (AgentLife life : lives.all()) {
			AgentRecord record = life.record();
			List<String> names = List.copyOf(record.secretNames());
			if (!names.isEmpty()) {
				String mark = agent++ + " ";
				all = all.thenCombine(parts.secrets().get(record.id(), names), (some, more) -> joined(some, more, mark));
			}
		}
		return all.thenApply(SessionExport::blotter);
	}

	/** @param mark keeps the names of one agent apart from those of another */
	private static Map<String, String> joined(Map<String, String> some, Map<String, String> more, String mark) {
		Map<String, String> both = new LinkedHashMap<>(some);
		more.forEach((name, value) -> both.put(mark + name, value));
		return both;
	}

	private static Blotter blotter(Map<String, String> marked) {
		Blotter blotter = Blotter.of(Map.of());
		for (Map.Entry<String, String> secret : marked.entrySet()) {
			blotter = blotter.with(Map.of(secret.getKey().substring(secret.getKey().indexOf(' ') + 1), secret.getValue()));
		}
		return blotter;
	}
}
