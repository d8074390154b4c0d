package dev.umbra.host;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.SessionId;
import dev.umbra.core.port.AgentRuntime.Content;
import dev.umbra.core.port.Entries;
import dev.umbra.core.session.Blob;
import dev.umbra.core.session.Enclosure;

/** Puts together what an agent is sent as a prompt: the text, and what is enclosed, whose bytes the store has. */
final class PromptContent {
	private static final int RANGE = 1 << 20;
	private final Entries entries;
	private final SessionId session;

	PromptContent(Entries entries, SessionId session) {
		this.entries = entries;
		this.session = session;
	}

	/** @param before context that comes first; empty for none */
	CompletionStage<List<Content>> of(String before, String text, List<Enclosure> enclosures) {
		List<Content> content = new ArrayList<>();
		if (!before.isEmpty()) {
			content.add(new Content.Text(before));
		}
		if (!text.isEmpty()) {
			content.add(new Content.Text(text));
		}
		CompletionStage<List<Content>> all = CompletableFuture.completedFuture(content);
		for (Enclosure enclosure : enclosures) {
			all = all.thenCompose(so -> enclosed(enclosure).thenApply(one -> {
				so.add(one);
				return so;
			}));
		}
		return all;
	}

	private CompletionStage<Content> enclosed(Enclosure enclosure) {
		String hash = enclosure.blob();
		return hash == null ? CompletableFuture.completedFuture(new Content.Enclosed(enclosure, null))
				: read(enclosure, hash, new byte[0]).thenApply(bytes -> new Content.Enclosed(enclosure, Blob.of(bytes)));
	}

	private CompletionStage<byte[]> read(Enclosure enclosure, String hash, byte[] before) {
		return entries.blob(session, hash, before.length, RANGE).thenCompose(found -> {
			Entries.Bytes range = found.orElseThrow(() -> gone(enclosure));
			byte[] so = Arrays.copyOf(before, before.length + range.bytes().length);
			System.arraycopy(range.bytes(), 0, so, before.length, range.bytes().length);
			if (so.length >= range.length()) {
				return CompletableFuture.completedFuture(so);
			}
			if (range.bytes().length == 0) {
				throw gone(enclosure);
			}
			return read(enclosure, hash, so);
		});
	}

	private static FailureException gone(Enclosure enclosure) {
		return new FailureException(Failure.failed("The contents of " + enclosure.name() + " are not in the store any more.",
				"Send the prompt again with the file."));
	}
}
