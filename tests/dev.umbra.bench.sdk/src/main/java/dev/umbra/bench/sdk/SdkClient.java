package dev.umbra.bench.sdk;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import com.agentclientprotocol.sdk.client.AcpAsyncClient;
import com.agentclientprotocol.sdk.client.AcpClient;
import com.agentclientprotocol.sdk.client.transport.AgentParameters;
import com.agentclientprotocol.sdk.client.transport.StdioAcpClientTransport;
import com.agentclientprotocol.sdk.json.AcpJsonMapper;
import com.agentclientprotocol.sdk.spec.AcpSchema;
import reactor.core.publisher.Mono;

/**
 * The Java SDK's client, as its documentation shows it, with an agent that counts. Prints {@code sdk COUNT OUT_OF_ORDER MILLIS WORDS}:
 * what had come, and how much of it after the prompt was answered.
 */
public final class SdkClient {
	/** Floods before the one that counts: until then the code is compiled. */
	private static final int WARM_UP = 2;

	/** What has not come so long after the answer is lost. */
	private static final Duration LATE = Duration.ofSeconds(5);

	private final AtomicLong count = new AtomicLong();
	private final AtomicLong outOfOrder = new AtomicLong();
	private long last;

	private SdkClient() {
	}

	/** UPDATES FOLDER PROGRAM ARGUMENT… */
	public static void main(String[] args) throws Exception {
		new SdkClient().run(args[0], args[1], args[2], List.of(args).subList(3, args.length));
		Runtime.getRuntime().halt(0);
	}

	private void run(String updates, String folder, String program, List<String> arguments) throws InterruptedException {
		AgentParameters agent = AgentParameters.builder(program).args(arguments).build();
		AcpAsyncClient client = AcpClient.async(new StdioAcpClientTransport(agent, AcpJsonMapper.createDefault()))
				.requestTimeout(Duration.ofSeconds(120)).sessionUpdateConsumer(this::took).build();
		client.initialize().block();
		String session = client.newSession(new AcpSchema.NewSessionRequest(folder, List.of())).block().sessionId();
		for (int i = 0; i < WARM_UP; i++) {
			client.prompt(flood(session, updates)).block();
			awaitAll(Long.parseLong(updates));
			forget();
		}
		long begin = System.nanoTime();
		String words = "answered";
		try {
			client.prompt(flood(session, updates)).block();
		} catch (RuntimeException e) {
			words = "failed: " + e;
		}
		double millis = (System.nanoTime() - begin) / 1e6;
		long atAnswer = count.get();
		awaitAll(Long.parseLong(updates));
		System.out.printf(Locale.ROOT, "sdk %d %d %.1f %s, %d updates came after the answer%n", count.get(), outOfOrder.get(), millis, words,
				count.get() - atAnswer);
	}

	private static AcpSchema.PromptRequest flood(String session, String updates) {
		return new AcpSchema.PromptRequest(session, List.of(new AcpSchema.TextContent("flood " + updates)));
	}

	/** Its updates may come after its answer. */
	private synchronized void awaitAll(long updates) throws InterruptedException {
		long deadline = System.nanoTime() + LATE.toNanos();
		for (long left = LATE.toNanos(); count.get() < updates && left > 0; left = deadline - System.nanoTime()) {
			TimeUnit.NANOSECONDS.timedWait(this, left);
		}
	}

	private synchronized void forget() {
		count.set(0);
		outOfOrder.set(0);
		last = 0;
	}

	private synchronized Mono<Void> took(AcpSchema.SessionNotification notification) {
		if (notification.update() instanceof AcpSchema.AgentMessageChunk chunk && chunk.content() instanceof AcpSchema.TextContent text) {
			long number = Long.parseLong(text.text().strip());
			count.incrementAndGet();
			if (number != last + 1) {
				outOfOrder.incrementAndGet();
			}
			last = number;
			notifyAll();
		}
		return Mono.empty();
	}
}
