package dev.umbra.ui.internal.session;

import java.util.Comparator;
import java.util.List;

import org.eclipse.osgi.util.NLS;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.api.History.Place;
import dev.umbra.core.api.History.Places;

/**
 * The places of a text in a session, and which of them is shown. Pure.
 *
 * @param places in the order in which they stand in the transcript
 * @param more whether there are more, which are not among them
 * @param at index of the one that is shown; -1 where there is none
 */
record FoundPlaces(List<Place> places, boolean more, int at) {
	static final FoundPlaces NONE = new FoundPlaces(List.of(), false, -1);
	/** The title of a tool call stands above its text. */
	private static final Comparator<Place> ORDER = Comparator.comparingLong(Place::ordinal).thenComparing(place -> !place.inTitle())
			.thenComparingLong(Place::offset);

	FoundPlaces {
		places = List.copyOf(places);
	}

	/** @param from ordinal of an entry: the first place from it on is shown, or the last one before it */
	static FoundPlaces from(Places answer, long from) {
		List<Place> sorted = answer.places().stream().sorted(ORDER).toList();
		int at = 0;
		while (at < sorted.size() - 1 && sorted.get(at).ordinal() < from) {
			at++;
		}
		return new FoundPlaces(sorted, answer.more(), sorted.isEmpty() ? -1 : at);
	}

	/** What is there now, where the session has gone on; the place that is shown stays it if it is still there. */
	FoundPlaces renewed(Places answer) {
		Place shown = shown();
		if (shown == null) {
			return from(answer, Long.MAX_VALUE);
		}
		FoundPlaces now = from(answer, shown.ordinal());
		int same = now.places.indexOf(shown);
		return same < 0 ? now : new FoundPlaces(now.places, now.more, same);
	}

	/** The next one, or the first after the last. */
	FoundPlaces next() {
		return places.isEmpty() ? this : new FoundPlaces(places, more, (at + 1) % places.size());
	}

	/** The one before, or the last before the first. */
	FoundPlaces previous() {
		return places.isEmpty() ? this : new FoundPlaces(places, more, (at + places.size() - 1) % places.size());
	}

	@Nullable Place shown() {
		return at < 0 ? null : places.get(at);
	}

	/** Which one it is of the places in its entry, from 0. */
	int inEntry() {
		int first = at;
		while (first > 0 && places.get(first - 1).entry().equals(places.get(at).entry())) {
			first--;
		}
		return at - first;
	}

	/** For example {@code 3 of 17}. */
	String words() {
		return places.isEmpty() ? Messages.find_nothing : NLS.bind(more ? Messages.find_count_more : Messages.find_count, at + 1, places.size());
	}
}
