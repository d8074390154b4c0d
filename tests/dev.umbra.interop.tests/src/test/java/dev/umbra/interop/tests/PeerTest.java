package dev.umbra.interop.tests;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** A test that needs real agents: on the method, so that each one is counted where there are none. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Test
@EnabledIfEnvironmentVariable(named = "UMBRA_PEERS", matches = ".+", disabledReason = "UMBRA_PEERS names no install of real agents")
@interface PeerTest {
}
