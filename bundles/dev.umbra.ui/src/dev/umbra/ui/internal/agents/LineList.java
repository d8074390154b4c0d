package dev.umbra.ui.internal.agents;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.eclipse.osgi.util.NLS;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.agent.DeviceLayer;

/** Lists and maps as they are written in a field of some lines. Pure. */
final class LineList {
	private LineList() {
	}

	/** One per line; empty lines count for nothing. */
	static List<String> list(String text) {
		return text.lines().filter(line -> !line.isBlank()).toList();
	}

	/** {@code NAME=value} per line; only without {@link #environmentProblem}. */
	static Map<String, String> environment(String text) {
		Map<String, String> env = new LinkedHashMap<>();
		list(text).forEach(line -> {
			int equals = line.indexOf('=');
			env.put(line.substring(0, equals).strip(), line.substring(equals + 1));
		});
		return env;
	}

	static String text(List<String> lines) {
		return String.join("\n", lines);
	}

	/** By name. */
	static String text(Map<String, String> env) {
		return env.entrySet().stream().sorted(Map.Entry.comparingByKey()).map(each -> each.getKey() + "=" + each.getValue()).collect(Collectors.joining("\n"));
	}

	static @Nullable String environmentProblem(String text) {
		for (String line : list(text)) {
			int equals = line.indexOf('=');
			if (equals < 0) {
				return NLS.bind(Messages.problem_env_line, line.strip());
			}
			String problem = nameProblem(line.substring(0, equals).strip());
			if (problem != null) {
				return problem;
			}
		}
		return null;
	}

	/** Of an environment variable. */
	static @Nullable String nameProblem(String name) {
		try {
			DeviceLayer.checkName(name);
			return null;
		} catch (IllegalArgumentException e) {
			return NLS.bind(Messages.problem_env_name, name);
		}
	}

	/** {@code Name: value} per line; only without {@link #headersProblem}. */
	static Map<String, String> headers(String text) {
		Map<String, String> headers = new LinkedHashMap<>();
		list(text).forEach(line -> {
			int colon = line.indexOf(':');
			headers.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
		});
		return headers;
	}

	static String headersText(Map<String, String> headers) {
		return headers.entrySet().stream().sorted(Map.Entry.comparingByKey()).map(each -> each.getKey() + ": " + each.getValue())
				.collect(Collectors.joining("\n"));
	}

	static @Nullable String headersProblem(String text) {
		return list(text).stream().filter(line -> !line.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+\\s*:.*")).findFirst()
				.map(line -> NLS.bind(Messages.problem_header, line.strip())).orElse(null);
	}
}
