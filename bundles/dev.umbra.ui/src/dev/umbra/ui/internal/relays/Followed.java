package dev.umbra.ui.internal.relays;

import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.Known;
import dev.umbra.client.snapshot.Pulled;
import dev.umbra.client.snapshot.Snapshots;
import dev.umbra.client.snapshot.Subscription;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Identities;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.event.AgentsChanged;
import dev.umbra.core.event.HostEvent;
import dev.umbra.core.event.HostStateChanged;
import dev.umbra.ui.internal.live.HostServices;

/**
 * An answer of the host that follows by itself, from the first {@link #pull} on: asked anew when the news say that it may be another. News
 * come from the host, so that following never starts one. Any thread; nothing blocks.
 */
final class Followed<T> implements AutoCloseable {
	private final Supplier<HostServices> services;
	private final Class<?> service;
	private final Predicate<HostEvent> news;
	private final Pulled<T> pulled;
	private final Subscription told;
	private @Nullable Snapshots bound;
	private @Nullable Subscription heard;
	private boolean wanted;
	private boolean closed;

	private <S> Followed(Supplier<HostServices> services, Class<S> service, BiFunction<S, Nothing, CompletionStage<Outcome<T>>> call,
			Predicate<HostEvent> news, Runnable told) {
		this.services = services;
		this.service = service;
		this.news = news;
		pulled = new Pulled<>(() -> {
			S present = services.get().get(service);
			if (present == null) {
				// services come and stay, and it is not pulled before
				throw new IllegalStateException("there is no " + service.getSimpleName());
			}
			return call.apply(present, new Nothing());
		});
		this.told = pulled.onChange(told);
	}

	/** The identities of this device, with what belongs to them. @param told after each change of {@link #now}, on the thread that brings it; must not block */
	static Followed<Identities.Listing> identities(Supplier<HostServices> services, Runnable told) {
		return new Followed<>(services, Identities.class, Identities::list, event -> event instanceof AgentsChanged, told);
	}

	/** The host's settings. No event tells of them. @param told as of {@link #identities} */
	static Followed<Host.Settings> settings(Supplier<HostServices> services, Runnable told) {
		return new Followed<>(services, Host.class, (host, nothing) -> host.get(new Host.Get(null)), event -> false, told);
	}

	/** Whether the host is a relay. No event tells of that. @param told as of {@link #identities} */
	static Followed<Host.Serving> serving(Supplier<HostServices> services, Runnable told) {
		return new Followed<>(services, Host.class, Host::serving, event -> false, told);
	}

	Known<T> now() {
		return pulled.now();
	}

	/** Asks the host, or as soon as {@link #bind} finds the service; starts one if there is none. */
	void pull() {
		synchronized (this) {
			wanted = true;
		}
		bind();
		if (services.get().get(service) != null) {
			pulled.pull();
		}
	}

	/** The services may be others than before. */
	void bind() {
		Snapshots present = services.get().snapshots();
		boolean late;
		synchronized (this) {
			if (closed || present == null) {
				return;
			}
			if (present != bound) {
				bound = present;
				if (heard != null) {
					heard.close();
				}
				heard = present.onNews(this::heard);
			}
			late = wanted && !pulled.now().asked();
		}
		if (late && services.get().get(service) != null) {
			pulled.pull();
		}
	}

	private void heard(HostEvent event) {
		boolean back = event instanceof HostStateChanged host && host.state().equals("ready");
		boolean asks;
		synchronized (this) {
			asks = wanted && !closed;
		}
		if (asks && (back || news.test(event))) {
			pulled.pull();
		}
	}

	@Override
	public synchronized void close() {
		closed = true;
		told.close();
		if (heard != null) {
			heard.close();
		}
	}
}
