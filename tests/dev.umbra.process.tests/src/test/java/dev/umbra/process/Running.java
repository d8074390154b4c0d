package dev.umbra.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.core.Threads;
import dev.umbra.testkit.Shown;
import dev.umbra.wire.Codec;

/** A command that runs: what it has said so far, and how to end it. Closing kills it. */
final class Running implements AutoCloseable {
	private final Process process;
	private final String name;
	private final Pipe out;
	private final Pipe err;

	Running(Process process, String name) {
		this.process = process;
		this.name = name;
		this.out = new Pipe(process.getInputStream(), name + "#out");
		this.err = new Pipe(process.getErrorStream(), name + "#err");
	}

	/** Reads one pipe to its end, so that the other side never waits for us. */
	private static final class Pipe {
		private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		private final Thread reader;

		Pipe(InputStream in, String name) {
			reader = Threads.platformDaemon(name, () -> read(in));
		}

		private void read(InputStream in) {
			byte[] buffer = new byte[8192];
			try (in) {
				for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
					synchronized (bytes) {
						bytes.write(buffer, 0, n);
					}
				}
			} catch (IOException e) {
				// its end, in another way
			}
		}

		String text() {
			synchronized (bytes) {
				return bytes.toString(StandardCharsets.UTF_8);
			}
		}
	}

	ProcessHandle handle() {
		return process.toHandle();
	}

	long pid() {
		return process.pid();
	}

	/** Standard output so far; the last line may not be whole. */
	String out() {
		return out.text();
	}

	String err() {
		return err.text();
	}

	/** The whole lines of standard output so far, as JSON. */
	List<JsonNode> lines() {
		String text = out();
		return text.substring(0, text.lastIndexOf('\n') + 1).lines().map(Codec::parse).toList();
	}

	/** What these lines have shown of the session. */
	Shown shown() {
		return Shown.of(lines());
	}

	Running awaitOut(String what, Predicate<String> condition) {
		return await("stdout: " + what, () -> condition.test(out()));
	}

	Running awaitErr(String part) {
		return await("stderr with \"" + part + "\"", () -> err().contains(part));
	}

	/** Until it has shown at least so much text of messages. */
	Running awaitShown(int characters) {
		return await(characters + " characters of messages", () -> shown().messages().length() >= characters);
	}

	private Running await(String what, java.util.concurrent.Callable<Boolean> condition) {
		boolean[] met = new boolean[1];
		Await.until(() -> what + " of " + this, () -> {
			boolean over = !process.isAlive();
			if (over) {
				drained();
			}
			met[0] = condition.call();
			return met[0] || over;
		});
		if (!met[0]) {
			throw new AssertionError("ended without " + what + ": " + this);
		}
		return this;
	}

	/** Waits for its end. */
	Ran ended() {
		try {
			if (!process.waitFor(Await.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
				throw new AssertionError("has not ended within " + Await.LIMIT.toSeconds() + " s: " + this);
			}
		} catch (InterruptedException e) {
			throw new AssertionError(e);
		}
		drained();
		return new Ran(name, process.exitValue(), out(), err());
	}

	private void drained() {
		try {
			// a grandchild that inherited a pipe must not make us wait for ever
			out.reader.join(5000);
			err.reader.join(5000);
		} catch (InterruptedException e) {
			throw new AssertionError(e);
		}
	}

	/** As {@code kill -9}; what it has printed until then is still read. */
	Ran killed() {
		process.destroyForcibly();
		return ended();
	}

	/** Types this into its terminal, see {@link Umbra#byTerminal}. */
	void type(String text) {
		try {
			process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
			process.getOutputStream().flush();
		} catch (IOException e) {
			throw new AssertionError(this.toString(), e);
		}
	}

	/** Sends a signal to the process. */
	void signal(String signal) {
		Signals.send(signal, pid());
	}

	@Override
	public void close() {
		if (process.isAlive()) {
			process.destroyForcibly();
			Await.exit(process.toHandle());
		}
	}

	@Override
	public String toString() {
		return name + "\n-- stdout:\n" + out() + "\n-- stderr:\n" + err();
	}
}
