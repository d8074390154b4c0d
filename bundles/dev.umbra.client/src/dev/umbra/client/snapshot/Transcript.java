package dev.umbra.client.snapshot;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.EntryId;
import dev.umbra.core.api.Sessions.Attached;
import dev.umbra.core.api.Sessions.Changes;
import dev.umbra.core.api.Sessions.Item;
import dev.umbra.core.api.Sessions.TextRange;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.SessionSummary;

/**
 * The entries of one session that are loaded, of one epoch: all from {@link #floor} on, by ordinal, and of those below it the
 * ones that had not ended when it was begun. What changes another one below it is nothing to us, except while older entries
 * are being read: then it is kept and applied when they are here.
 *
 * <p>An entry that a change leaves as it was stays the same object. Texts grow by offset, so what comes twice is
 * harmless. A text only grows: one that was replaced by the host is shorter, or begins otherwise. An entry may come with
 * only the beginning of its text; {@link #cut} names one, {@link #complete} brings more of it.
 *
 * <p>Not safe for threads: its owner guards it.
 */
final class Transcript {
	/** What applying changes came to. */
	enum Applied {
		/** All of it was known. */
		NOTHING,
		CHANGED,
		/** Something between what is known and this is missing; attach again after {@link #revision}. */
		GAP
	}

	/** A text that grew inside one batch of changes: put together once, at its end. */
	private static final class Growing {
		private final StringBuilder text;
		private long length;
		private long revision;

		Growing(Entry entry) {
			text = new StringBuilder(entry.text());
			length = entry.length();
			revision = entry.revision();
		}
	}

	private final String epoch;
	private final List<Entry> entries = new ArrayList<>();
	private final Map<EntryId, Long> ordinals = new HashMap<>();
	private final Set<EntryId> cut = new HashSet<>();
	/** Entries whose text cannot be had, by the revision at which that was so. */
	private final Map<EntryId, Long> givenUp = new HashMap<>();
	private final Map<EntryId, Growing> growing = new LinkedHashMap<>();
	private @Nullable List<Item> below;
	private SessionSummary summary;
	private long revision;
	private long floor;

	/** @param former what was shown before: entries that are still the same stay the same objects; or null */
	Transcript(Attached attached, @Nullable Transcript former) {
		epoch = attached.epoch();
		revision = attached.revision();
		summary = attached.summary();
		floor = attached.entries().isEmpty() ? 1 : attached.entries().getFirst().ordinal();
		for (Entry entry : attached.open()) {
			add(former == null ? entry : former.same(entry, epoch));
		}
		for (Entry entry : attached.entries()) {
			add(former == null ? entry : former.same(entry, epoch));
		}
	}

	String epoch() {
		return epoch;
	}

	long revision() {
		return revision;
	}

	SessionSummary summary() {
		return summary;
	}

	/** The ordinal from which on everything is loaded; 1: there is nothing older. */
	long floor() {
		return floor;
	}

	/** By ordinal, a copy; below {@link #floor} with gaps. */
	List<Entry> entries() {
		return List.copyOf(entries);
	}

	/**
	 * The entry as it was shown, if this is the same; else this one. What is behind the beginning of a cut text is taken from
	 * what was shown only in the same epoch: a host that was put back to a backup may tell another story from there on.
	 */
	private Entry same(Entry entry, String epochOfIt) {
		int at = index(entry.ordinal());
		if (at < 0 || entries.get(at).revision() != entry.revision()) {
			return entry;
		}
		Entry known = entries.get(at);
		Entry whole = epochOfIt.equals(epoch) ? withKnownText(known, entry) : entry;
		return whole.equals(known) ? known : whole;
	}

	/** An answer that continues what is here. */
	void continued(Attached attached) {
		attached.entries().forEach(this::put);
		settle();
		revision = attached.revision();
		summary = attached.summary();
	}

	Applied apply(Changes changes) {
		if (changes.lost() || !changes.epoch().equals(epoch) || changes.from() > revision) {
			return Applied.GAP;
		}
		if (changes.revision() <= revision) {
			return Applied.NOTHING;
		}
		boolean fits = true;
		for (Item item : changes.items()) {
			if (changes.from() == revision || revisionOf(item) > revision) {
				fits &= apply(item);
			}
		}
		settle();
		if (!fits) {
			return Applied.GAP;
		}
		revision = changes.revision();
		SessionSummary changed = changes.summary();
		summary = changed == null ? summary : changed;
		return Applied.CHANGED;
	}

	private boolean apply(Item item) {
		return switch (item) {
		case Item.Upsert upsert -> {
			put(upsert.entry());
			yield true;
		}
		case Item.Append append -> append(append);
		};
	}

	private void put(Entry fresh) {
		if (fresh.ordinal() < floor && !ordinals.containsKey(fresh.id())) {
			keepForLater(new Item.Upsert(fresh));
			return;
		}
		settle(fresh.id());
		int at = index(fresh.ordinal());
		if (at < 0) {
			add(fresh);
			return;
		}
		Entry known = entries.get(at);
		// one that was read while this was on its way is newer
		if (fresh.revision() >= known.revision()) {
			Entry whole = withKnownText(known, fresh);
			set(at, whole.equals(known) ? known : whole);
		}
	}

	/** False if what is before it is missing. */
	private boolean append(Item.Append append) {
		Long ordinal = ordinals.get(append.entry());
		if (ordinal == null) {
			keepForLater(append);
			return true;
		}
		Entry entry = entries.get(index(ordinal));
		Growing text = growing.computeIfAbsent(append.entry(), id -> new Growing(entry));
		if (append.revision() < text.revision) {
			return true;
		}
		if (append.offset() > text.length) {
			return false;
		}
		int have = text.text.length();
		long end = append.offset() + append.text().length();
		if (append.offset() <= have && end > have) {
			text.text.append(append.text(), (int) (have - append.offset()), append.text().length());
		}
		text.length = Math.max(text.length, end);
		text.revision = append.revision();
		return true;
	}

	private void settle() {
		List.copyOf(growing.keySet()).forEach(this::settle);
	}

	private void settle(EntryId id) {
		Growing text = growing.remove(id);
		Long ordinal = ordinals.get(id);
		if (text != null && ordinal != null) {
			int at = index(ordinal);
			Entry entry = entries.get(at);
			if (text.length != entry.length() || text.revision != entry.revision()) {
				set(at, with(entry, text.text.toString(), text.length, text.revision));
			}
		}
	}

	private void keepForLater(Item item) {
		if (below != null) {
			below.add(item);
		}
	}

	/** Older entries are being read: changes of what is below the floor are kept from now on. */
	void expectOlder() {
		below = new ArrayList<>();
	}

	/** They do not come. */
	void noOlder() {
		below = null;
	}

	/**
	 * Puts older entries before what is here.
	 *
	 * @param asOf the session's revision when they were read; what changed since was kept
	 * @param from the floor from now on
	 */
	void prepend(List<Entry> older, long asOf, long from) {
		List<Item> missed = below == null ? List.of() : below;
		below = null;
		floor = from;
		older.forEach(this::add);
		for (Item item : missed) {
			if (revisionOf(item) > asOf) {
				apply(item);
			}
		}
		settle();
	}

	/** As {@link #prepend}, where the entries may be the same as those of a former transcript. */
	void prepend(List<Entry> older, long asOf, long from, Transcript former) {
		prepend(older.stream().map(entry -> former.same(entry, epoch)).toList(), asOf, from);
	}

	/** The newest entry of whose text only the beginning is here and more can be had; null if all are whole. */
	@Nullable Entry cut() {
		return cut.stream().map(id -> entries.get(index(ordinals.get(id))))
				.filter(entry -> !Long.valueOf(entry.revision()).equals(givenUp.get(entry.id())))
				.max(Comparator.comparingLong(Entry::ordinal)).orElse(null);
	}

	/**
	 * Adds to a text that is cut.
	 *
	 * @param asked the entry as it was when its text was asked for; if it was replaced since, the range is of no use
	 */
	void complete(Entry asked, TextRange range) {
		Long ordinal = ordinals.get(asked.id());
		if (ordinal == null) {
			return;
		}
		int at = index(ordinal);
		Entry entry = entries.get(at);
		int have = entry.text().length();
		long skip = have - range.offset();
		if (have >= entry.length() || entry != asked && !entry.text().startsWith(asked.text())) {
			return;
		}
		if (skip < 0 || skip >= range.text().length()) {
			if (entry == asked) {
				giveUp(asked);
			}
			return;
		}
		// the host may be ahead of us: what is beyond the length comes as a change
		int end = (int) Math.min(range.text().length(), skip + entry.length() - have);
		set(at, with(entry, entry.text() + range.text().substring((int) skip, end), entry.length(), entry.revision()));
	}

	/** The rest of its text cannot be had, until the entry changes. */
	void giveUp(Entry entry) {
		givenUp.put(entry.id(), entry.revision());
	}

	/** All texts may be tried again. */
	void forgive() {
		givenUp.clear();
	}

	private void add(Entry entry) {
		int at = index(entry.ordinal());
		if (at >= 0) {
			put(entry);
			return;
		}
		entries.add(-at - 1, entry);
		note(entry);
	}

	private void set(int at, Entry entry) {
		Entry former = entries.set(at, entry);
		if (!former.id().equals(entry.id())) {
			ordinals.remove(former.id());
			cut.remove(former.id());
		}
		note(entry);
	}

	private void note(Entry entry) {
		ordinals.put(entry.id(), entry.ordinal());
		if (entry.text().length() < entry.length()) {
			cut.add(entry.id());
		} else {
			cut.remove(entry.id());
			givenUp.remove(entry.id());
		}
	}

	/** As {@link Collections#binarySearch}. */
	private int index(long ordinal) {
		// new entries come at the end
		if (entries.isEmpty() || entries.getLast().ordinal() < ordinal) {
			return -entries.size() - 1;
		}
		int low = 0;
		int high = entries.size() - 1;
		while (low <= high) {
			int middle = (low + high) >>> 1;
			long found = entries.get(middle).ordinal();
			if (found == ordinal) {
				return middle;
			}
			if (found < ordinal) {
				low = middle + 1;
			} else {
				high = middle - 1;
			}
		}
		return -low - 1;
	}

	/** An entry that came with the beginning of a text of which more is here keeps what is here. */
	private static Entry withKnownText(Entry known, Entry fresh) {
		return fresh.text().length() < fresh.length() && fresh.id().equals(known.id())
				&& known.text().length() > fresh.text().length() && known.text().length() <= fresh.length()
				&& known.text().startsWith(fresh.text()) ? with(fresh, known.text(), fresh.length(), fresh.revision()) : fresh;
	}

	private static Entry with(Entry e, String text, long length, long revision) {
		return new Entry(e.id(), e.ordinal(), revision, e.turn(), e.kind(), e.status(), text, length, e.created(), e.ended(),
				e.detail());
	}

	private static long revisionOf(Item item) {
		return switch (item) {
		case Item.Upsert upsert -> upsert.entry().revision();
		case Item.Append append -> append.revision();
		};
	}
}
