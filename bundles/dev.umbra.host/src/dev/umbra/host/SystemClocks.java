package dev.umbra.host;

import java.time.Instant;

import org.osgi.service.component.annotations.Component;

import dev.umbra.core.Clocks;

/** The machine's clocks as a service; the test kit registers its own above it. */
@Component(service = Clocks.class, property = "service.ranking:Integer=-100")
public final class SystemClocks implements Clocks {
	@Override
	public Instant instant() {
		return SYSTEM.instant();
	}

	@Override
	public long nanos() {
		return SYSTEM.nanos();
	}
}
