package dev.umbra.client;

import java.util.Map;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.umbra.core.api.Metrics.Bytes;
import dev.umbra.core.api.Metrics.ClientNumbers;
import dev.umbra.core.api.Metrics.Report;
import dev.umbra.core.api.Metrics.Spread;
import dev.umbra.wire.Codec;

/** A report as JSON. Made by hand: every command sends one as it ends, and the classes for binding these records would cost it more than all the rest. */
final class ReportJson {
	private ReportJson() {
	}

	static ObjectNode of(Report report) {
		ObjectNode json = Codec.object().put("id", report.id()).put("nr", report.nr()).put("client", report.client()).put("since",
				report.since().toString());
		return json.set("numbers", of(report.numbers()));
	}

	private static ObjectNode of(ClientNumbers numbers) {
		ObjectNode json = Codec.object();
		ObjectNode calls = json.putObject("calls");
		numbers.calls().forEach((method, counts) -> calls.putObject(method).put("ok", counts.ok()).put("notModified", counts.notModified())
				.put("error", counts.error()));
		json.set("bytes", of(numbers.bytes()));
		json.put("pushes", numbers.pushes()).put("coalescedPushes", numbers.coalescedPushes()).put("pulls", numbers.pulls())
				.put("notModified", numbers.notModified()).put("cacheHits", numbers.cacheHits()).put("cacheMisses", numbers.cacheMisses())
				.put("stale", numbers.stale());
		named(json.putObject("refreshes"), numbers.refreshes());
		named(json.putObject("paints"), numbers.paints());
		json.set("intervals", of(numbers.intervals()));
		json.set("payloads", of(numbers.payloads()));
		json.set("latency", of(numbers.latency()));
		return json;
	}

	private static ObjectNode of(Bytes bytes) {
		return Codec.object().put("in", bytes.in()).put("out", bytes.out());
	}

	private static void named(ObjectNode json, Map<String, Long> values) {
		values.forEach((name, value) -> json.put(name, value));
	}

	private static ObjectNode of(Spread spread) {
		ObjectNode json = Codec.object().put("sum", spread.sum()).put("max", spread.max());
		ArrayNode buckets = json.putArray("buckets");
		spread.buckets().forEach(each -> buckets.add(each));
		return json;
	}
}
