import { Button, Text, View } from '@tarojs/components';
import { useLoad } from '@tarojs/taro';
import { useState } from 'react';
import { login } from '../../login.js';

export default function Index() {
  const [seen, setSeen] = useState();

  useLoad(async () => {
    const session = await login.session();
    if (session === undefined) return;
    const { sessions } = await login.request('GET /api/v1/sessions');
    setSeen({ name: session.user.name, devices: sessions.length });
  });

  const leave = async () => {
    await login.signOut();
    setSeen(undefined);
  };

  if (seen === undefined) return <View />;
  return (
    <View>
      <Text>
        {seen.name}, {seen.devices}
      </Text>
      <Button onClick={leave}>Sign out</Button>
    </View>
  );
}
