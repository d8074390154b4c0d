package dev.umbra.ui.internal.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.eclipse.osgi.util.NLS;

import dev.umbra.core.Outcome;
import dev.umbra.core.api.Drafts;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.session.Offer;
import dev.umbra.ui.internal.live.Sizes;
import dev.umbra.ui.internal.text.ForeignText;

/** Makes of a file or a picture what goes with a prompt, or says why not. Touches the disk: never on the SWT thread. */
final class Enclosing {
	/** Of each, in bytes. */
	static final long MOST = 10L * 1024 * 1024;
	/** Of all pictures of a prompt, in characters as they travel: 18 MiB of bytes. */
	private static final long MOST_TOGETHER = 24L * 1024 * 1024;
	private static final Set<String> IMAGES = Set.of("png", "jpg", "jpeg", "gif", "webp");

	sealed interface Result {
		/** @param about how large, or that only its place is told */
		record Ready(Sessions.NewEnclosure enclosure, String about) implements Result {
		}

		record Refused(String words) implements Result {
		}
	}

	private Enclosing() {
	}

	/** Whether it may go at all, as far as the offer tells: of an agent that has not said anything nothing is held against it. */
	static boolean takesImages(Offer offer) {
		return offer.images() || offer.equals(Offer.NONE);
	}

	static boolean isImage(String name) {
		return IMAGES.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
	}

	static Result file(Path file, Offer offer) {
		String name = String.valueOf(file.getFileName());
		String shown = ForeignText.shownOnOneLine(name);
		boolean image = isImage(name);
		if (Files.isDirectory(file)) {
			return new Result.Refused(NLS.bind(Messages.attach_folder, shown));
		}
		if (image && !takesImages(offer)) {
			return new Result.Refused(NLS.bind(Messages.attach_no_images, shown));
		}
		long size;
		try {
			if (!Files.isReadable(file) || !Files.isRegularFile(file)) {
				return new Result.Refused(NLS.bind(Messages.attach_unreadable, shown));
			}
			size = Files.size(file);
		} catch (IOException e) {
			return new Result.Refused(NLS.bind(Messages.attach_unreadable, shown));
		}
		boolean link = !image && !offer.embedded() && !offer.equals(Offer.NONE);
		if (!link && size > MOST) {
			return new Result.Refused(NLS.bind(Messages.attach_large, shown, Sizes.words(size)));
		}
		return new Result.Ready(new Sessions.NewEnclosure(file.toAbsolutePath().toString(), name, null, null, link),
				link ? Messages.attach_link : Sizes.words(size));
	}

	/** Of a PNG that was made here. */
	static Result picture(byte[] png, String name) {
		if (png.length > MOST) {
			return new Result.Refused(NLS.bind(Messages.attach_large, name, Sizes.words(png.length)));
		}
		return new Result.Ready(new Sessions.NewEnclosure(null, name, "image/png", Base64.getEncoder().encodeToString(png), false),
				Sizes.words(png.length));
	}

	/** Of bytes that were kept with a draft. Not on the SWT thread. */
	static Result kept(Drafts.Enclosed draft, Outcome<byte[]> read) {
		return switch (read) {
		case Outcome.Ok<byte[]>(byte[] bytes) -> new Result.Ready(
				new Sessions.NewEnclosure(null, draft.name(), draft.mimeType(), Base64.getEncoder().encodeToString(bytes), false), Sizes.words(bytes.length));
		case Outcome.NotOk<byte[]> not -> new Result.Refused(NLS.bind(Messages.attach_unreadable, ForeignText.shownOnOneLine(draft.name())));
		};
	}

	/** Whether one more can travel: pictures go in one message with the prompt, files are read by the host. */
	static boolean fit(List<Sessions.NewEnclosure> there, Sessions.NewEnclosure more) {
		return length(more) == 0 || there.stream().mapToLong(Enclosing::length).sum() + length(more) <= MOST_TOGETHER;
	}

	private static long length(Sessions.NewEnclosure enclosure) {
		return enclosure.data() == null ? 0 : enclosure.data().length();
	}
}
