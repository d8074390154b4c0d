package dev.umbra.git;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.git.GitDiff;
import dev.umbra.core.git.GitPath;

/** Reads {@code git diff --numstat -z}: added, removed, path; of a renamed file both paths apart. */
final class NumStat {
	private NumStat() {
	}

	static List<GitDiff.Stat> parse(byte[] out) {
		List<byte[]> records = records(out);
		List<GitDiff.Stat> stats = new ArrayList<>();
		for (int i = 0; i < records.size(); i++) {
			byte[] record = records.get(i);
			int first = tab(record, 0);
			int second = first < 0 ? -1 : tab(record, first + 1);
			if (second < 0) {
				continue;
			}
			Integer added = number(record, 0, first);
			Integer removed = number(record, first + 1, second);
			if (second + 1 < record.length) {
				stats.add(new GitDiff.Stat(GitPath.text(Arrays.copyOfRange(record, second + 1, record.length)), null, added, removed));
			} else if (i + 2 < records.size()) {
				stats.add(new GitDiff.Stat(GitPath.text(records.get(i + 2)), GitPath.text(records.get(i + 1)), added, removed));
				i += 2;
			}
		}
		return stats;
	}

	/** What is between NULs. */
	static List<byte[]> records(byte[] out) {
		List<byte[]> records = new ArrayList<>();
		int start = 0;
		for (int i = 0; i < out.length; i++) {
			if (out[i] == 0) {
				records.add(Arrays.copyOfRange(out, start, i));
				start = i + 1;
			}
		}
		return records;
	}

	private static int tab(byte[] bytes, int from) {
		for (int i = from; i < bytes.length; i++) {
			if (bytes[i] == '\t') {
				return i;
			}
		}
		return -1;
	}

	/** Null for the {@code -} of a binary file. */
	private static @Nullable Integer number(byte[] bytes, int from, int to) {
		String digits = new String(bytes, from, to - from, StandardCharsets.US_ASCII);
		return digits.matches("[0-9]{1,9}") ? Integer.valueOf(digits) : null;
	}
}
