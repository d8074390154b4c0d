package dev.umbra.client;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.api.Sessions;

/** The sessions that are followed, by the caller's name and by the one on the present connection. Any thread. */
final class Attachments {
	private final Map<String, Attachment> byWireName = new ConcurrentHashMap<>();
	private final Map<String, Attachment> byCallersName = new ConcurrentHashMap<>();

	/** Ends the one that has the caller's name already. */
	Attachment add(Sessions.Attach p, Consumer<Sessions.Changes> consumer) {
		Attachment attachment = new Attachment(p, consumer, new WireNames());
		Attachment former = byCallersName.put(p.attachment(), attachment);
		if (former != null) {
			former.end();
		}
		return attachment;
	}

	/** Ends this one, and forgets it unless another has its name now. */
	void remove(String callersName, Attachment attachment) {
		byCallersName.remove(callersName, attachment);
		attachment.end();
	}

	/** @return the name it had on the present connection, or null if there is none of that name */
	@Nullable String remove(String callersName) {
		Attachment attachment = byCallersName.remove(callersName);
		if (attachment == null) {
			return null;
		}
		String wireName = attachment.wireName();
		attachment.end();
		return wireName;
	}

	@Nullable Attachment ofWireName(String wireName) {
		return byWireName.get(wireName);
	}

	void attachAgain(Link fresh) {
		List.copyOf(byCallersName.values()).forEach(attachment -> attachment.attachAgain(fresh));
	}

	boolean isEmpty() {
		return byCallersName.isEmpty();
	}

	void clear() {
		byCallersName.clear();
		byWireName.clear();
	}

	private final class WireNames implements Attachment.Names {
		@Override
		public void add(String wireName, Attachment attachment) {
			byWireName.put(wireName, attachment);
		}

		@Override
		public void remove(String wireName) {
			byWireName.remove(wireName);
		}
	}
}
