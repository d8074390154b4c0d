package dev.umbra.cli;

import static dev.umbra.cli.Commands.command;
import static dev.umbra.cli.Commands.flag;
import static dev.umbra.cli.Commands.value;
import static dev.umbra.cli.Commands.word;

import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.umbra.client.LinkState;
import dev.umbra.client.RemoteHost;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.api.Feed;
import dev.umbra.core.feed.Card;
import dev.umbra.core.feed.CardKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.wire.Codec;
import picocli.CommandLine.Model.CommandSpec;

/** {@code umbra feed AGENT}: what an agent did, card by card. */
final class FeedCommand {
	private static final int SHOWN = 50;
	private static final Duration HOST_GONE = Duration.ofSeconds(30);
	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

	private FeedCommand() {
	}

	static CommandSpec spec() {
		return command("feed", "Shows what an agent did, the newest last.", FeedCommand::feed)
				.addPositional(word(0, "AGENT", "its name or id")).addOption(value("--limit", "N", "so many cards; default: " + SHOWN))
				.addOption(flag("--follow", "go on as more comes, until it is ended (Ctrl+C)"));
	}

	private static int feed(Call call) {
		RemoteHost host = call.host();
		String limit = call.option("--limit");
		boolean follow = call.flag("--follow");
		BlockingQueue<LinkState> news = new LinkedBlockingQueue<>();
		if (follow) {
			host.onEvent(event -> news.offer(LinkState.CONNECTED));
			host.onLink(news::offer);
		}
		Feed.Listing newest = newest(call, host, limit == null ? SHOWN : SessionCommands.limit(limit));
		if (!call.json() || follow) {
			newest.cards().forEach(card -> print(call, card));
		} else {
			ArrayNode array = Codec.object().putArray("cards");
			newest.cards().forEach(card -> array.add(shape(card)));
			call.print(array);
		}
		if (!call.json() && newest.cards().isEmpty()) {
			call.line("Nothing yet. It does something with: umbra run --agent " + TerminalSafe.oneLine(call.word(0)) + " TEXT");
		}
		return follow ? follow(call, host, news, newest.change()) : 0;
	}

	/** The newest cards, as many as are wanted and there; the host gives them in pages. */
	private static Feed.Listing newest(Call call, RemoteHost host, int wanted) {
		Feed.Listing first = list(host, call.word(0), null, null, wanted);
		List<Card> cards = new ArrayList<>(first.cards());
		boolean more = first.more();
		while (more && cards.size() < wanted) {
			Feed.Listing older = list(host, call.word(0), cards.getFirst().nr(), null, wanted - cards.size());
			cards.addAll(0, older.cards());
			more = older.more() && !older.cards().isEmpty();
		}
		if (first.warning() != null) {
			call.terminal().note("umbra: " + TerminalSafe.stripped(first.warning()));
		}
		return new Feed.Listing(first.epoch(), cards, first.change(), first.first(), more, first.warning());
	}

	private static Feed.Listing list(RemoteHost host, String agent, @Nullable Long before, @Nullable Long after, int limit) {
		return Call.get(host.feed().list(new Feed.ListFor(agent, before, after, limit)));
	}

	/** Until somebody ends it, the agent is gone, or the host is. */
	private static int follow(Call call, RemoteHost host, BlockingQueue<LinkState> news, long shown) {
		long known = shown;
		try {
			while (true) {
				call.terminal().flush();
				LinkState state = news.take();
				// however much happened meanwhile: one look finds it all
				for (LinkState later = news.poll(); later != null; later = news.poll()) {
					state = later;
				}
				while (state == LinkState.LOST) {
					call.terminal().note("umbra: the host is gone; waiting " + HOST_GONE.toSeconds() + " s for another one");
					state = news.poll(HOST_GONE.toMillis(), TimeUnit.MILLISECONDS);
				}
				if (state == null) {
					throw new FailureException(new Failure(Failure.Code.HOST_UNREACHABLE,
							"The host is gone since " + HOST_GONE.toSeconds() + " s.", "What it had is kept: umbra feed " + call.word(0)));
				}
				known = changed(call, host, known);
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new FailureException(Failure.failed("Interrupted.", null), e);
		}
	}

	private static long changed(Call call, RemoteHost host, long shown) {
		long known = shown;
		Feed.Listing page;
		do {
			page = list(host, call.word(0), null, known, 0);
			page.cards().forEach(card -> print(call, card));
			known = page.cards().isEmpty() ? page.change() : page.cards().getLast().change();
		} while (page.more() && !page.cards().isEmpty());
		return known;
	}

	private static void print(Call call, Card card) {
		if (call.json()) {
			call.print(shape(card));
			return;
		}
		if (card.kind() == CardKind.OLDER_REMOVED) {
			call.line("(older cards were removed)");
			return;
		}
		String title = card.title() == null || card.title().isEmpty() ? "" : "  [" + card.title() + "]";
		call.line(TIME.format(card.time().atZone(ZoneId.systemDefault())) + " " + sign(card.status()) + " "
				+ TerminalSafe.oneLine(words(card) + title));
	}

	private static String words(Card card) {
		return card.summary().isEmpty() ? card.label() : card.label() + ": " + card.summary();
	}

	private static String sign(EntryStatus status) {
		return switch (status) {
		case PENDING, RUNNING -> "…";
		case DONE -> "✓";
		case FAILED -> "✗";
		case CANCELLED, EXPIRED -> "⊘";
		};
	}

	private static ObjectNode shape(Card card) {
		return Codec.object().put("time", card.time().toString()).put("kind", card.kind().word()).put("title", words(card))
				.put("status", card.status().word()).put("session", card.session() == null ? null : card.session().value())
				.put("label", card.label()).put("summary", card.summary()).put("sessionTitle", card.title())
				.put("entry", card.entry() == null ? null : card.entry().value()).put("card", card.nr()).put("change", card.change());
	}
}
