package dev.umbra.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.FailureException;
import dev.umbra.core.git.GitPath;

/** Puts what a commit has into the index, or takes it out. What git knows of the files' times stays. Blocks. */
final class Settling {
	static final String WHAT = "the commit";
	private static final System.Logger LOG = System.getLogger(Settling.class.getName());
	private final Writing writing;
	private final Differences differences;

	Settling(Writing writing, Differences differences) {
		this.writing = writing;
		this.differences = differences;
	}

	String against(Layout layout, @Nullable String head) {
		return head == null ? differences.emptyTree(layout) : head;
	}

	/** Takes everything out of a copy that is staged, but for some paths. */
	void reset(Layout layout, Writing.Way way, @Nullable String head, Set<String> but) {
		byte[] raw = writing.done(WHAT, way, List.of("diff-index", "--cached", "--raw", "-z", "--no-renames", "--no-abbrev", against(layout, head), "--"));
		put(way, entries(raw, false, but));
	}

	/**
	 * The commit stands: the index gets what is in it. Done twice it changes nothing more.
	 *
	 * @param before the commit that stood there, null for none
	 */
	void settle(Layout layout, IndexCopy index, @Nullable String before, String made) {
		try {
			Path next = index.copy("next");
			Writing.Way way = new Writing.Way(layout.root()).withIndex(next);
			byte[] raw = writing.done(WHAT, way, List.of("diff-tree", "-r", "--raw", "-z", "--no-renames", "--no-abbrev", against(layout, before), made, "--"));
			put(way, entries(raw, true, Set.of()));
			writing.run(way, List.of("update-index", "-q", "--refresh"), new byte[0]);
			index.take(next);
		} catch (IOException | FailureException e) {
			LOG.log(System.Logger.Level.WARNING, "the index of " + layout.root() + " does not know of the commit " + made
					+ ": its files are shown as staged until \"git reset\"", e);
		}
	}

	/** The commit before one, null if that is the first. */
	@Nullable
	String before(Layout layout, String commit) {
		GitCommand.Result<byte[]> parent = writing.run(new Writing.Way(layout.root()), List.of("rev-parse", "--verify", "-q", commit + "^1"), new byte[0]);
		return parent.ok() ? new String(parent.out(), StandardCharsets.US_ASCII).strip() : null;
	}

	private void put(Writing.Way way, byte[] entries) {
		if (entries.length > 0) {
			writing.done(WHAT, way, List.of("update-index", "-z", "--index-info"), entries);
		}
	}

	/**
	 * From {@code :mode mode hash hash status, NUL, path, NUL} to what {@code --index-info} takes: those that go first, since a file may
	 * become a folder.
	 *
	 * @param now the right side, else the left
	 */
	static byte[] entries(byte[] raw, boolean now, Set<String> but) {
		ByteArrayOutputStream gone = new ByteArrayOutputStream();
		ByteArrayOutputStream there = new ByteArrayOutputStream();
		List<byte[]> records = NumStat.records(raw);
		for (int i = 0; i + 1 < records.size(); i += 2) {
			String[] fields = new String(records.get(i), StandardCharsets.US_ASCII).split(" ");
			byte[] path = records.get(i + 1);
			if (fields.length < 5 || but.contains(GitPath.text(path))) {
				continue;
			}
			String mode = now ? fields[1] : fields[0].substring(1);
			String hash = now ? fields[3] : fields[2];
			boolean none = mode.equals("000000");
			ByteArrayOutputStream to = none ? gone : there;
			to.writeBytes(((none ? "0" : mode) + " " + hash + "\t").getBytes(StandardCharsets.US_ASCII));
			to.writeBytes(path);
			to.write(0);
		}
		gone.writeBytes(there.toByteArray());
		return gone.toByteArray();
	}
}
