package dev.umbra.ui.internal.enclosures;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;

import dev.umbra.core.Outcome;
import dev.umbra.core.Threads;
import dev.umbra.core.session.Enclosure;

/**
 * Small pictures of images, for a view that shows them without being asked to: so an image that says that it is large is not
 * unpacked, and one is read at a time, the one that was wanted last first. What was made is kept, up to a number of bytes. On
 * the SWT thread; reading and unpacking is done apart from it.
 */
public final class Thumbnails {
	/** Of the pixels that are kept. */
	private static final int MOST_BYTES = 8 << 20;

	private record Key(String blob, int width) {
	}

	private record Wanted(Key key, Consumer<ImageData> then) {
	}

	private final Control owner;
	private final Display display;
	private final BlobReading.Ranges ranges;
	private final Map<Key, ImageData> made = new LinkedHashMap<>(16, 0.75f, true);
	private final Deque<Wanted> waiting = new ArrayDeque<>();
	private long bytes;
	private boolean reading;

	/** @param owner with it everything ends */
	public Thumbnails(Control owner, BlobReading.Ranges ranges) {
		this.owner = owner;
		this.display = owner.getDisplay();
		this.ranges = ranges;
	}

	/**
	 * @param width at most, in pixels
	 * @param then gets it in a later event; never called for what is no image that can be shown
	 */
	public void picture(Enclosure enclosure, int width, Consumer<ImageData> then) {
		String blob = enclosure.blob();
		if (blob == null || enclosure.kind() != Enclosure.Kind.IMAGE || enclosure.bytes() > BlobReading.MOST) {
			return;
		}
		Key key = new Key(blob, width);
		ImageData known = made.get(key);
		if (known != null) {
			later(() -> then.accept(known));
			return;
		}
		waiting.push(new Wanted(key, then));
		next();
	}

	private void next() {
		Wanted wanted = reading ? null : waiting.poll();
		if (wanted == null) {
			return;
		}
		reading = true;
		BlobReading.all(wanted.key().blob(), ranges).thenAccept(outcome -> Threads.virtual("thumbnail", () -> {
			Optional<ImageData> small = outcome instanceof Outcome.Ok<byte[]>(byte[] whole) ? Picture.small(whole, wanted.key().width()) : Optional.empty();
			later(() -> done(wanted, small));
		}));
	}

	private void done(Wanted wanted, Optional<ImageData> small) {
		reading = false;
		small.ifPresent(pixels -> {
			keep(wanted.key(), pixels);
			wanted.then().accept(pixels);
		});
		next();
	}

	private void keep(Key key, ImageData pixels) {
		ImageData before = made.put(key, pixels);
		bytes += pixels.data.length - (before == null ? 0 : before.data.length);
		while (bytes > MOST_BYTES && made.size() > 1) {
			var eldest = made.entrySet().iterator().next();
			bytes -= eldest.getValue().data.length;
			made.remove(eldest.getKey());
		}
	}

	/** Any thread. */
	private void later(Runnable work) {
		if (!display.isDisposed()) {
			display.asyncExec(() -> {
				if (!owner.isDisposed()) {
					work.run();
				}
			});
		}
	}
}
