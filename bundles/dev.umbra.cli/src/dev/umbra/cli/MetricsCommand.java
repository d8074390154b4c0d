package dev.umbra.cli;

import static dev.umbra.cli.Commands.command;
import static dev.umbra.cli.Commands.flag;

import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.umbra.client.RemoteHost;
import dev.umbra.core.Clocks;
import dev.umbra.core.api.Metrics;
import dev.umbra.core.api.Metrics.Bytes;
import dev.umbra.core.api.Metrics.CallCounts;
import dev.umbra.core.api.Metrics.Client;
import dev.umbra.core.api.Metrics.ClientNumbers;
import dev.umbra.core.api.Metrics.HostNumbers;
import dev.umbra.core.api.Metrics.Minute;
import dev.umbra.core.api.Metrics.Spread;
import dev.umbra.wire.Codec;
import dev.umbra.wire.Method;
import picocli.CommandLine.Model.CommandSpec;

/** {@code umbra metrics}: what host and clients count about themselves. */
final class MetricsCommand {
	/** As raw JSON: programs are shown it as it came, a newer host's numbers too. */
	private static final Method<JsonNode, JsonNode> GET = new Method<>("metrics/get", JsonNode.class, JsonNode.class);
	private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm");

	private MetricsCommand() {
	}

	static CommandSpec spec() {
		return command("metrics", "Shows what host and clients count about themselves; starts no host.", MetricsCommand::metrics)
				.addOption(flag("--history", "minute by minute over the last hour, too"));
	}

	private static int metrics(Call call) {
		RemoteHost host = call.host(RemoteHost.Options.of(Call.CLIENT).withoutStart());
		boolean history = call.flag("--history");
		JsonNode answer = Call.get(host.call(GET, Codec.object().put("history", history)));
		if (call.json()) {
			call.print(document(answer, history));
		} else {
			show(call, Codec.fromTree(answer, Metrics.Numbers.class), history);
		}
		return 0;
	}

	/** A client's numbers stand beside its name, not below it. */
	private static ObjectNode document(JsonNode answer, boolean history) {
		ObjectNode json = Codec.object();
		json.set("host", answer.path("host"));
		ArrayNode clients = json.putArray("clients");
		for (JsonNode client : answer.path("clients")) {
			ObjectNode flat = client.deepCopy();
			JsonNode numbers = flat.remove("numbers");
			if (numbers instanceof ObjectNode object) {
				flat.setAll(object);
			}
			clients.add(flat);
		}
		json.set("total", answer.path("total"));
		if (history) {
			json.set("history", answer.path("history"));
		}
		return json;
	}

	private static void show(Call call, Metrics.Numbers numbers, boolean history) {
		host(call, numbers.host());
		call.line("");
		TextTable calls = new TextTable("METHOD", "OK", "NOT MODIFIED", "ERRORS");
		numbers.host().calls().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(each -> calls.row(each.getKey(),
				count(each.getValue().ok()), count(each.getValue().notModified()), count(each.getValue().error())));
		call.terminal().print(calls.toString());
		if (!numbers.clients().isEmpty()) {
			call.line("");
			call.terminal().print(clients(numbers.clients()));
		}
		if (history) {
			call.line("");
			call.terminal().print(history(numbers.history()));
		}
	}

	private static void host(Call call, HostNumbers host) {
		CallCounts sum = host.calls().values().stream().reduce(new CallCounts(0, 0, 0), (a, b) -> new CallCounts(a.ok() + b.ok(),
				a.notModified() + b.notModified(), a.error() + b.error()));
		String since = Ago.text(host.since(), Clocks.SYSTEM.instant(), ZoneId.systemDefault());
		call.line("Host, since " + (since.equals("now") ? "just now" : since));
		SessionCommands.field(call, "calls", count(sum.sum()) + ": " + count(sum.ok()) + " ok, " + count(sum.notModified()) + " not modified, "
				+ count(sum.error()) + " errors");
		SessionCommands.field(call, "bytes", size(host.bytes().in()) + " in, " + size(host.bytes().out()) + " out");
		SessionCommands.field(call, "pushes", count(host.pushes()) + ", and " + count(host.coalescedPushes()) + " joined with them");
		SessionCommands.field(call, "git runs", count(host.gitRuns()));
		SessionCommands.field(call, "commits", count(host.storeCommits()) + " of the store");
		SessionCommands.field(call, "now", host.mailboxes() + " sessions in memory, " + host.agents() + " agents running, " + host.clients()
				+ " clients");
		SessionCommands.field(call, "memory", size(host.heapUsed()) + " of " + size(host.heapSize()));
		SessionCommands.field(call, "cpu", seconds(host.cpu()));
		SessionCommands.field(call, "threads", host.threads().values().stream().mapToInt(Integer::intValue).sum() + ": "
				+ host.threads().entrySet().stream().sorted(Map.Entry.comparingByKey())
						.map(each -> each.getKey() + (each.getValue() == 1 ? "" : " (" + each.getValue() + ")"))
						.collect(Collectors.joining(", ")));
	}

	private static String clients(List<Client> clients) {
		TextTable table = new TextTable("CLIENT", "CALLS", "NOT MODIFIED", "PUSHES", "CACHE HITS", "STALE", "REFRESHES", "PAINTS", "PULL P95", "IN",
				"OUT");
		for (Client client : clients) {
			ClientNumbers numbers = client.numbers();
			List<String> cells = new ArrayList<>();
			cells.add(client.client() + (client.connected() ? "" : " (left)"));
			cells.add(count(numbers.calls().values().stream().mapToLong(CallCounts::sum).sum()));
			cells.add(count(numbers.calls().values().stream().mapToLong(CallCounts::notModified).sum()));
			cells.add(count(numbers.pushes()));
			cells.add(share(numbers.cacheHits(), numbers.cacheMisses()));
			cells.add(count(numbers.stale()));
			cells.add(count(sum(numbers.refreshes())));
			cells.add(count(sum(numbers.paints())));
			cells.add(latency(numbers.latency()));
			cells.addAll(bytes(numbers.bytes()));
			table.row(cells.toArray(String[]::new));
		}
		return table.toString();
	}

	private static String history(List<Minute> minutes) {
		TextTable table = new TextTable("MINUTE", "CALLS", "NOT MODIFIED", "ERRORS", "PUSHES", "GIT", "COMMITS", "CPU", "MEMORY", "STALE",
				"REFRESHES", "PAINTS", "IN", "OUT");
		for (Minute minute : minutes) {
			List<String> cells = new ArrayList<>(List.of(MINUTE.format(minute.from().atZone(ZoneId.systemDefault())), count(minute.calls()),
					count(minute.notModified()), count(minute.errors()), count(minute.pushes()), count(minute.gitRuns()),
					count(minute.storeCommits()), seconds(minute.cpu()), size(minute.heapUsed()), count(minute.stale()),
					count(minute.refreshes()), count(minute.paints())));
			cells.addAll(bytes(minute.bytes()));
			table.row(cells.toArray(String[]::new));
		}
		return table.toString();
	}

	private static List<String> bytes(Bytes bytes) {
		return List.of(size(bytes.in()), size(bytes.out()));
	}

	private static long sum(Map<String, Long> named) {
		return named.values().stream().mapToLong(Long::longValue).sum();
	}

	private static String count(long count) {
		return String.format(Locale.ROOT, "%,d", count);
	}

	private static String share(long hits, long misses) {
		return hits + misses == 0 ? "-" : Math.round(100.0 * hits / (hits + misses)) + " %";
	}

	private static String latency(Spread micros) {
		return micros.count() == 0 ? "-" : String.format(Locale.ROOT, "%.1f ms", micros.atMost(0.95) / 1000.0);
	}

	private static String seconds(Duration time) {
		return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
	}

	private static String size(long bytes) {
		if (bytes < 1000) {
			return bytes + " B";
		}
		return bytes < 1_000_000 ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3) : String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6);
	}
}
