package dev.umbra.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.umbra.core.Id;
import dev.umbra.wire.Codec;

/** What an agent replays, taken over by the host; and the same number of updates kept in a file that is written whole each time. */
final class IngestPart {
	/** As many as a session's mailbox takes at once when they come faster than it works. */
	private static final int BATCH = 1024;
	/** Rewrites that are measured for the way of one per update, spread over all of them. */
	private static final int MEASURED = 60;
	/** Updates that make one entry, as in what is replayed. */
	private static final int PER_ENTRY = 25;

	private IngestPart() {
	}

	static void measure(SessionsRun.Size size, Report report) throws Exception {
		double ours = ReplayPart.measure("ingest", size.updates(), report);
		try (HostProcess folders = HostProcess.fresh()) {
			Path file = folders.scratch("naive").resolve("session.json");
			double batches = 0;
			for (int done = BATCH; done < size.updates() + BATCH; done += BATCH) {
				batches += rewrite(file, Math.min(done, size.updates()));
			}
			double single = 0;
			for (int i = 0; i < MEASURED; i++) {
				single += rewrite(file, (int) ((i + 0.5) * size.updates() / MEASURED));
			}
			double each = single / MEASURED * size.updates();
			report.value("ingest", "the naive way: the whole file written once per " + BATCH + " updates", batches, "ms");
			report.value("ingest", "the naive way: the whole file written per update, extrapolated from " + MEASURED + " of them", each, "ms");
			report.note("The file is written without waiting for the disk, by nobody else read, and its writer starts no agent and decodes nothing.");
			report.value("ingest", "whole file per batch, in ours", batches / ours, "×");
			report.value("ingest", "whole file per update, in ours", each / ours, "×");
		}
	}

	/** The session as it is after so many updates. @return milliseconds */
	private static double rewrite(Path file, int updates) throws IOException {
		long begin = System.nanoTime();
		ObjectNode session = Codec.object();
		ArrayNode entries = session.putArray("entries");
		for (int done = 0; done < updates; done += PER_ENTRY) {
			StringBuilder text = new StringBuilder();
			for (int i = done; i < Math.min(updates, done + PER_ENTRY); i++) {
				text.append(CountingAgent.words(i));
			}
			entries.addObject().put("id", Id.random()).put("ordinal", done / PER_ENTRY).put("kind", "message").put("status", "done")
					.put("text", text.toString());
		}
		try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
			ByteBuffer bytes = ByteBuffer.wrap(Codec.json(session).getBytes(StandardCharsets.UTF_8));
			while (bytes.hasRemaining()) {
				out.write(bytes);
			}
		}
		return (System.nanoTime() - begin) / 1e6;
	}
}
