package dev.umbra.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/** The Java SDK's client on the same flood, in a process of its own: its libraries never meet ours. */
final class SdkFlood {
	private SdkFlood() {
	}

	/** @param words how it went, if it did not get to an end */
	record Result(long count, long outOfOrder, double millis, String words) {
	}

	/** @return null if {@code releng/bench.sh} did not build that client */
	static @Nullable Result run(int updates, Path folder) throws IOException, InterruptedException {
		String classPath = System.getProperty("umbra.bench.sdk", "");
		if (classPath.isEmpty()) {
			return null;
		}
		Path out = folder.resolve("sdk.out");
		List<String> command = new ArrayList<>(List.of(CountingAgent.program(), "-cp", classPath, "dev.umbra.bench.sdk.SdkClient",
				Integer.toString(updates), folder.toString(), CountingAgent.program()));
		command.addAll(CountingAgent.arguments(0));
		Process process = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD)
				.start();
		if (!process.waitFor(180, TimeUnit.SECONDS)) {
			process.descendants().forEach(ProcessHandle::destroyForcibly);
			process.destroyForcibly();
			return new Result(0, 0, 0, "did not end within 180 s");
		}
		String last = Files.readAllLines(out, StandardCharsets.UTF_8).stream().filter(line -> line.startsWith("sdk ")).reduce("",
				(a, b) -> b);
		String[] words = last.split(" ", 5);
		return words.length < 5 ? new Result(0, 0, 0, "ended with exit code " + process.exitValue())
				: new Result(Long.parseLong(words[1]), Long.parseLong(words[2]), Double.parseDouble(words[3]), words[4]);
	}
}
