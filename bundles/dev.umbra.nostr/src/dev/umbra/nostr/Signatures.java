package dev.umbra.nostr;

/** Signs events, and tells the true ones from the forged. Any thread. */
public final class Signatures {
	private final Schnorr schnorr;

	public Signatures(Schnorr schnorr) {
		this.schnorr = schnorr;
	}

	public Event sign(UnsignedEvent event, SecretKey key) {
		PublicKey author = schnorr.publicKey(key);
		byte[] hash = event.hash(author);
		return new Event(new EventId(Hex.of(hash)), author, event.createdAt(), event.kind(), event.tags(), event.content(),
				Hex.of(schnorr.sign(key, hash)));
	}

	/** Whether the id is the hash of what it says, and the signature its author's. Costs a fraction of a millisecond. */
	public boolean verify(Event event) {
		byte[] hash = event.unsigned().hash(event.author());
		return Hex.of(hash).equals(event.id().hex()) && schnorr.verify(event.author(), hash, Hex.bytes(event.signature()));
	}
}
