package dev.umbra.workbench.tests;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.core.Threads;
import dev.umbra.wire.Codec;

/** A window of the product in a process of its own, at a host of its own, open while this framework has a window too. It is asked what it shows. */
final class WindowProcess implements AutoCloseable {
	private static final String MARK = "umbra-bench ";
	private final Process process;
	private final Path log;
	private final BlockingQueue<JsonNode> told = new LinkedBlockingQueue<>();

	private WindowProcess(Process process, Path log) {
		this.process = process;
		this.log = log;
		Threads.platformDaemon("window-process-out", this::read);
	}

	/** Opens one and waits until it is painted. @param area a new folder for what it keeps */
	static WindowProcess open(Path home, Path area) throws Exception {
		Files.createDirectories(area);
		Path log = area.resolve("log.txt");
		WindowProcess window = new WindowProcess(Product.windowWithProbe(home, area).redirectError(log.toFile()).start(), log);
		try {
			window.next("first");
		} catch (Throwable e) {
			window.close();
			throw e;
		}
		return window;
	}

	private void read() {
		try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				if (line.startsWith(MARK)) {
					told.add(Codec.parse(line.substring(MARK.length())));
				}
			}
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** What has this member; all before it is dropped. */
	private JsonNode next(String member) throws Exception {
		while (true) {
			JsonNode next = told.poll(Await.LIMIT.toSeconds(), TimeUnit.SECONDS);
			if (next == null) {
				throw new AssertionError("the other window " + (process.isAlive() ? "" : "ended and ") + "did not tell its " + member + ":\n" + Files.readString(log));
			}
			if (next.has("trouble")) {
				throw new AssertionError("the other window: " + next);
			}
			if (next.has(member)) {
				return next;
			}
		}
	}

	/** What the rows of its Agents part say to a screen reader. */
	List<String> agents() throws Exception {
		process.getOutputStream().write("agents\n".getBytes(StandardCharsets.UTF_8));
		process.getOutputStream().flush();
		List<String> rows = new ArrayList<>();
		next("rows").path("rows").forEach(row -> rows.add(row.asText()));
		return rows;
	}

	/** Whether a row begins so. */
	boolean has(String beginning) throws Exception {
		return agents().stream().anyMatch(row -> row.startsWith(beginning));
	}

	/** Until a row begins so. */
	void awaitRow(String beginning) {
		Await.until(() -> beginning + " in the other window, which shows " + agents(), () -> has(beginning));
	}

	/** Until no row begins so. */
	void awaitNoRow(String beginning) {
		Await.until(() -> "the end of " + beginning + " in the other window, which shows " + agents(), () -> !has(beginning));
	}

	/** As the person's <i>Quit</i>. */
	@Override
	public void close() throws Exception {
		try {
			// the probe closes the workbench when nobody can tell it anything any more
			process.getOutputStream().close();
		} catch (IOException e) {
			// it ended already
		}
		if (!process.waitFor(Await.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
			process.destroyForcibly().waitFor();
			throw new AssertionError("the other window does not end:\n" + Files.readString(log));
		}
	}
}
