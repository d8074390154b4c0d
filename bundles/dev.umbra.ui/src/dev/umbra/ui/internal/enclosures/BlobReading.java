package dev.umbra.ui.internal.enclosures;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.eclipse.osgi.util.NLS;

import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Sessions.BlobRange;

/** All bytes of an enclosure, range after range, one call at a time. Any thread; nothing blocks. */
public final class BlobReading {
	/** Bytes of a range: the most that the host gives. */
	public static final int STEP = 786_432;
	/** More than an enclosure may have. */
	static final long MOST = 64L << 20;

	/** Asks the host for a range. */
	public interface Ranges {
		CompletionStage<Outcome<BlobRange>> from(String blob, long offset);
	}

	private final String blob;
	private final Ranges ranges;
	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

	private BlobReading(String blob, Ranges ranges) {
		this.blob = blob;
		this.ranges = ranges;
	}

	/** Never completes exceptionally. */
	public static CompletionStage<Outcome<byte[]>> all(String blob, Ranges ranges) {
		return new BlobReading(blob, ranges).next().exceptionally(error -> Outcome.notOk(Failure.failed(NLS.bind(Messages.unread, error.getMessage()), null)));
	}

	private CompletionStage<Outcome<byte[]>> next() {
		return ranges.from(blob, bytes.size()).thenCompose(outcome -> switch (outcome) {
		case Outcome.NotOk<BlobRange>(Failure failure) -> done(Outcome.notOk(failure));
		case Outcome.Ok<BlobRange>(BlobRange range) -> taken(range);
		});
	}

	private CompletionStage<Outcome<byte[]>> taken(BlobRange range) {
		byte[] piece = Base64.getDecoder().decode(range.data());
		if (range.length() > MOST) {
			return done(Outcome.notOk(Failure.failed(NLS.bind(Messages.too_large, range.length()), null)));
		}
		if (range.offset() != bytes.size() || piece.length == 0 && bytes.size() < range.length()) {
			return done(Outcome.notOk(Failure.failed(NLS.bind(Messages.unread, range.offset()), null)));
		}
		bytes.writeBytes(piece);
		return bytes.size() < range.length() ? next() : done(Outcome.ok(bytes.toByteArray()));
	}

	private static CompletionStage<Outcome<byte[]>> done(Outcome<byte[]> outcome) {
		return CompletableFuture.completedFuture(outcome);
	}
}
