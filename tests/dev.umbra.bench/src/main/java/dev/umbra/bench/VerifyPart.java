package dev.umbra.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.bench.RelayRun.Size;
import dev.umbra.nostr.BouncySchnorr;
import dev.umbra.nostr.Event;
import dev.umbra.nostr.MessageReader;
import dev.umbra.nostr.SecretKey;
import dev.umbra.nostr.Signatures;
import dev.umbra.nostr.Tag;
import dev.umbra.nostr.UnsignedEvent;
import dev.umbra.wire.JsonTree;

/** The same events, verified by us and by nostr-tools in turn: the id from what is said, and the signature. */
final class VerifyPart {
	private static final double TIMES = 10;
	private static final int ROUNDS = 5;
	/** Reads lines, says for each round how many a second, and how many were true. */
	private static final String SCRIPT = """
			import fs from 'node:fs';
			import { pathToFileURL } from 'node:url';
			const [peers, file, rounds] = process.argv.slice(2);
			const { verifyEvent } = await import(pathToFileURL(peers + '/client/node_modules/nostr-tools/lib/esm/pure.js'));
			const lines = fs.readFileSync(file, 'utf8').split('\\n').filter(line => line);
			const perSecond = [];
			let right = 0;
			for (let round = 0; round < Number(rounds); round++) {
				const began = performance.now();
				right = 0;
				for (const line of lines) { if (verifyEvent(JSON.parse(line))) right++; }
				perSecond.push(lines.length / (performance.now() - began) * 1000);
			}
			console.log(JSON.stringify({ right, perSecond }));
			""";

	private VerifyPart() {
	}

	static void measure(Size size, Report report) throws Exception {
		Signatures signatures = new Signatures(new BouncySchnorr());
		List<String> lines = events(signatures, size);
		report.heading("Verification of " + size.events() + " events by " + size.authors() + " keys, read from JSON, events per second");
		Samples one = new Samples();
		Samples all = new Samples();
		for (int round = 0; round < ROUNDS; round++) {
			one.add(perSecond(signatures, lines, false));
			all.add(perSecond(signatures, lines, true));
		}
		report.row("verify", "Umbra, one thread", one, "1/s");
		report.row("verify", "Umbra, all processors", all, "1/s");
		String peers = System.getenv("UMBRA_PEERS");
		if (peers == null || !Files.isDirectory(Path.of(peers, "client", "node_modules", "nostr-tools"))) {
			report.note("nostr-tools is not there: UMBRA_PEERS names no install of it");
			return;
		}
		Samples theirs = theirs(Path.of(peers), lines, Math.max(1, lines.size() / 10));
		report.row("verify", "nostr-tools", theirs, "1/s");
		report.atLeast("verify", "Umbra beside nostr-tools", all.median() / theirs.median(), TIMES, "times");
	}

	private static List<String> events(Signatures signatures, Size size) {
		List<SecretKey> keys = Stream.generate(SecretKey::random).limit(size.authors()).toList();
		return IntStream.range(0, size.events()).parallel().mapToObj(i -> signatures.sign(new UnsignedEvent(1_700_000_000L + i, 30175,
				List.of(Tag.of("d", "persona-" + i)), "{\"display_name\":\"Persona " + i + "\",\"system_prompt\":\"" + "You review code. ".repeat(20) + "\"}"),
				keys.get(i % keys.size())).json()).toList();
	}

	private static double perSecond(Signatures signatures, List<String> lines, boolean all) {
		MessageReader reader = new MessageReader(1 << 20);
		long began = System.nanoTime();
		Stream<String> stream = all ? lines.parallelStream() : lines.stream();
		long right = stream.filter(line -> {
			Event event = reader.event(line);
			return signatures.verify(event);
		}).count();
		double seconds = (System.nanoTime() - began) / (double) Duration.ofSeconds(1).toNanos();
		if (right != lines.size()) {
			throw new IllegalStateException(lines.size() - right + " of our own events are not true");
		}
		return lines.size() / seconds;
	}

	private static Samples theirs(Path peers, List<String> lines, int count) throws IOException, InterruptedException {
		Path folder = Files.createTempDirectory("umbra-bench");
		Path file = Files.write(folder.resolve("events.jsonl"), lines.subList(0, count));
		Path script = Files.writeString(folder.resolve("verify.mjs"), SCRIPT);
		try {
			Process node = new ProcessBuilder("node", script.toString(), peers.toString(), file.toString(), String.valueOf(ROUNDS))
					.redirectError(ProcessBuilder.Redirect.INHERIT).start();
			String answer = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			if (!node.waitFor(1, TimeUnit.MINUTES) || node.exitValue() != 0) {
				throw new IllegalStateException("nostr-tools did not answer: " + answer);
			}
			JsonNode said = JsonTree.parse(answer);
			if (said.path("right").asInt() != count) {
				throw new IllegalStateException("nostr-tools takes " + said.path("right") + " of " + count + " events for true");
			}
			Samples samples = new Samples();
			said.path("perSecond").forEach(value -> samples.add(value.asDouble()));
			return samples;
		} finally {
			for (Path each : List.of(file, script, folder)) {
				Files.deleteIfExists(each);
			}
		}
	}
}
