import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Takes webhooks and believes only what is signed. {@code WEBHOOK_SECRET=whsec_… java Receive.java} */
public class Receive {
  static final byte[] key = Base64.getDecoder().decode(System.getenv("WEBHOOK_SECRET").substring("whsec_".length()));
  /** Ids of what was taken already; keep them in a database for a few days. */
  static final Set<String> seen = ConcurrentHashMap.newKeySet();

  static boolean isSigned(byte[] body, Headers headers) throws IOException {
    String at = String.valueOf(headers.getFirst("webhook-timestamp"));
    if (!at.matches("\\d{1,12}") || Math.abs(System.currentTimeMillis() / 1000 - Long.parseLong(at)) > 300) return false;
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update((headers.getFirst("webhook-id") + "." + at + ".").getBytes(StandardCharsets.UTF_8));
      byte[] expected = ("v1," + Base64.getEncoder().encodeToString(mac.doFinal(body))).getBytes();
      for (String one : String.valueOf(headers.getFirst("webhook-signature")).split(" "))
        if (MessageDigest.isEqual(expected, one.getBytes())) return true;
      return false;
    } catch (GeneralSecurityException failed) {
      throw new IOException(failed);
    }
  }

  public static void main(String[] args) throws IOException {
    int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "8090"));
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
    server.createContext("/", exchange -> {
      byte[] body = exchange.getRequestBody().readAllBytes();
      boolean signed = isSigned(body, exchange.getRequestHeaders());
      // A library for JSON reads the rest; the JDK has none.
      if (signed && seen.add(exchange.getRequestHeaders().getFirst("webhook-id")))
        System.out.println(new String(body, StandardCharsets.UTF_8));
      exchange.sendResponseHeaders(signed ? 204 : 401, -1);
      exchange.close();
    });
    server.start();
    System.out.println("listening on http://127.0.0.1:" + port);
  }
}
