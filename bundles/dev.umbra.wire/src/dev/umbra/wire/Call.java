package dev.umbra.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CompletionStage;

/**
 * A call that was sent (see {@link JsonRpcPeer#begin}).
 *
 * @param id its id on the wire, for a protocol that can name it ({@code $/cancel_request} of ACP)
 * @param answer as of {@link JsonRpcPeer#call}
 */
public record Call(long id, CompletionStage<JsonNode> answer) {
}
