/** Tests in one framework with the bundles of host and client. Start at BundlesTest, which shows what is there. */
@NullMarked
package dev.umbra.host.tests;

import org.jspecify.annotations.NullMarked;
