package dev.umbra.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * How much later the bytes of a prompt are at the agent through the host than from a bare client. Both have an agent
 * process of the same program, up and warm, and take turns; before each prompt both rest for a moment, as people do. Warm
 * takes some hundred prompts: that many it takes until the host's code is compiled. What the host does in between: the local API, the session's mailbox, and a commit that is on the disk before anything leaves.
 */
final class PromptPart {
	private static final double LIMIT_MILLIS = 5;
	/** Prompts that a host gets before its code is compiled. */
	private static final int FIRST = 20;
	private static final String WORDS = " please look at the parser and tell me why the third test is slow".repeat(4);

	/** What one way of prompting measured. */
	private static final class Way {
		final Samples toAgent = new Samples();
		final Samples andBack = new Samples();

		void add(Prompter.Shot shot) throws IOException {
			if (shot.arrived() < shot.sent() || shot.seen() < shot.arrived()) {
				throw new IOException("the processes do not share a clock: " + shot);
			}
			toAgent.addNanos(shot.arrived() - shot.sent());
			andBack.addNanos(shot.seen() - shot.sent());
		}
	}

	private PromptPart() {
	}

	static void measure(Spine.Size size, Report report) throws Exception {
		Way bare = new Way();
		Way host = new Way();
		Way inARow = new Way();
		Way first = new Way();
		Samples disk = new Samples();
		try (HostProcess process = HostProcess.fresh().start();
				Prompter direct = BareClient.start();
				Prompter through = HostClient.open(process, HostClient.clockAgent(), process.work())) {
			Path file = process.work().resolve("prompts");
			long number = 0;
			while (number < size.warmUp()) {
				number++;
				shoot(direct, number, 0, new Way());
				shoot(through, number, 0, number <= FIRST ? first : new Way());
			}
			for (int i = 0; i < size.prompts(); i++) {
				number++;
				Pause.millis(size.pauseMillis());
				disk.addNanos(write(file));
				shoot(direct, number, size.pauseMillis(), bare);
				shoot(through, number, size.pauseMillis(), host);
			}
			for (int i = 0; i < size.prompts(); i++) {
				number++;
				shoot(through, number, 0, inARow);
			}
		}
		report.heading("Prompt → bytes at the agent");
		report.row("prompt", "bare client", bare.toAgent, "ms");
		report.row("prompt", "through the host", host.toAgent, "ms");
		report.row("prompt", "through the host, each right after the turn before", inARow.toAgent, "ms");
		report.row("prompt", "through the host, the first ones after its start", first.toAgent, "ms");
		report.row("prompt", "bare client, and back: the answer's text is here", bare.andBack, "ms");
		report.row("prompt", "through the host, and back: kept on disk, then shown", host.andBack, "ms");
		report.row("prompt", "for comparison: 4 KiB appended to a file, and flushed to the disk", disk, "ms");
		report.value("prompt", "difference of the medians", host.toAgent.median() - bare.toAgent.median(), "ms");
		report.promise("prompt", "p95 above a bare client", host.toAgent.p95() - bare.toAgent.p95(), LIMIT_MILLIS, "ms");
	}

	/** What any program must spend that keeps a prompt before it goes on. */
	private static long write(Path file) throws IOException {
		long begin = System.nanoTime();
		try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
			out.write(ByteBuffer.allocate(4096));
			out.force(false);
		}
		return System.nanoTime() - begin;
	}

	private static void shoot(Prompter prompter, long number, int pauseMillis, Way way) throws Exception {
		if (pauseMillis > 0) {
			Pause.millis(pauseMillis);
		}
		way.add(prompter.prompt(number, number + WORDS));
	}
}
